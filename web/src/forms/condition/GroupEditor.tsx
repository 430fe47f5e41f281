import { ActionIcon, Button, Group as Row, Select, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { CodeRow } from "./CodeRow.tsx";
import classes from "./Condition.module.css";
import { joinOf, joins, replaced } from "./model/edit.ts";
import type { Group, Item } from "./model/tree.ts";
import { newGroup, newRule } from "./model/tree.ts";
import { RuleRow } from "./RuleRow.tsx";
import { useConditionScope } from "./scope.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  group: Group;
  isRoot?: boolean;
  onChange(group: Group): void;
  onRemove?(): void;
}

/** Rules and groups that hold all, or any, or none of them. */
export function GroupEditor({ group, isRoot = false, onChange, onRemove }: Props) {
  const { readOnly } = useConditionScope();
  const add = (item: Item) => onChange({ ...group, items: [...group.items, item] });
  const showsJoin = !isRoot || group.items.length > 1 || group.not;
  return (
    <Stack gap={6} className={isRoot ? undefined : classes["group"]}>
      {showsJoin && (
        <Row gap={4} wrap="nowrap">
          <Select
            size="xs"
            style={{ flex: 1 }}
            aria-label={t("conditions:whichHold")}
            data={joins.map(({ value }) => ({ value, label: t(`conditions:join.${value}`) }))}
            allowDeselect={false}
            readOnly={readOnly}
            value={joinOf(group)}
            onChange={(value) => {
              const choice = joins.find((join) => join.value === value);
              if (choice) onChange({ ...group, join: choice.join, not: choice.not });
            }}
          />
          {onRemove !== undefined && !readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("conditions:removeGroup")}
              onClick={onRemove}
            >
              <IconTrash size={14} aria-hidden />
            </ActionIcon>
          )}
        </Row>
      )}
      {group.items.length === 0 && readOnly && <Text size="sm">{t("conditions:none")}</Text>}
      {group.items.map((item) => {
        const change = (by: Item | null) => onChange(replaced(group, item.id, by));
        if (item.kind === "code") return <CodeRow key={item.id} item={item} onChange={change} />;
        if (item.kind === "rule") return <RuleRow key={item.id} rule={item} onChange={change} />;
        return (
          <GroupEditor key={item.id} group={item} onChange={change} onRemove={() => change(null)} />
        );
      })}
      {!readOnly && (
        <Row gap={4}>
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPlus size={12} aria-hidden />}
            onClick={() => add(newRule())}
          >
            {t("conditions:addRule")}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            onClick={() => add(newGroup([newRule()], group.join === "and" ? "or" : "and"))}
          >
            {t("conditions:addGroup")}
          </Button>
        </Row>
      )}
    </Stack>
  );
}
