import { ActionIcon, Group as Row, Select, Stack, Text } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { Fragment } from "react";
import { t } from "../../../i18n/i18n.ts";
import { AddSentence } from "./AddSentence.tsx";
import type { Group, Item } from "./model/tree.ts";
import { newGroup, replaced } from "./model/tree.ts";
import classes from "./Rule.module.css";
import { EventsRow } from "./rows/EventsRow.tsx";
import { MessagesRow } from "./rows/MessagesRow.tsx";
import { OrdersRow } from "./rows/OrdersRow.tsx";
import { AnniversaryRow, CodeRow, FieldRow, MembershipRow } from "./rows/PlainRows.tsx";
import { useRuleScope } from "./scope.ts";

const joins = ["and", "or", "nor", "nand"] as const;

interface Props {
  group: Group;
  isRoot?: boolean;
  onChange(group: Group): void;
  onRemove?(): void;
}

/** Sentences and groups of them, of which all, any or none hold. */
export function RuleGroup({ group, isRoot = false, onChange, onRemove }: Props) {
  const { readOnly, faults } = useRuleScope();
  const { join, not, items } = group;
  const chosen = not ? (`n${join}` as const) : join;
  const fault = faults.get(group.id);
  return (
    <Stack
      gap={6}
      className={isRoot ? undefined : classes["group"]}
      role="group"
      aria-label={t(isRoot ? "segments:rule.root" : "segments:rule.group")}
    >
      {(items.length > 1 || not || !isRoot) && (
        <Row gap={4} wrap="nowrap">
          <Select
            size="xs"
            w={260}
            aria-label={t("segments:joins.label")}
            data={joins.map((value) => ({ value, label: t(`segments:joins.${value}`) }))}
            allowDeselect={false}
            readOnly={readOnly}
            value={chosen}
            onChange={(value) =>
              onChange({
                ...group,
                join: value === "and" || value === "nand" ? "and" : "or",
                not: value === "nor" || value === "nand",
              })
            }
          />
          {onRemove !== undefined && !readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("segments:rule.removeGroup")}
              onClick={onRemove}
            >
              <IconTrash size={14} aria-hidden />
            </ActionIcon>
          )}
        </Row>
      )}
      {items.map((item, index) => (
        <Fragment key={item.id}>
          {index > 0 && (
            <span className={classes["join"]}>{t(`segments:joins.between.${join}`)}</span>
          )}
          <RuleItem item={item} onChange={(by) => onChange(replaced(group, item.id, by))} />
        </Fragment>
      ))}
      {fault !== undefined && (
        <Text size="xs" c="error" role="status">
          {fault}
        </Text>
      )}
      {!readOnly && (
        <AddSentence
          isFirst={items.length === 0}
          onAdd={(item) => onChange({ ...group, items: [...items, item] })}
          onAddGroup={() =>
            onChange({ ...group, items: [...items, newGroup([], join === "and" ? "or" : "and")] })
          }
        />
      )}
    </Stack>
  );
}

function RuleItem({ item, onChange }: { item: Item; onChange(by: Item | null): void }) {
  switch (item.kind) {
    case "group":
      return <RuleGroup group={item} onChange={onChange} onRemove={() => onChange(null)} />;
    case "events":
      return <EventsRow item={item} onChange={onChange} />;
    case "orders":
      return <OrdersRow item={item} onChange={onChange} />;
    case "messages":
      return <MessagesRow item={item} onChange={onChange} />;
    case "segments":
      return <MembershipRow item={item} onChange={onChange} />;
    case "anniversary":
      return <AnniversaryRow item={item} onChange={onChange} />;
    case "rule":
      return <FieldRow item={item} onChange={onChange} />;
    case "code":
    default:
  }
  return <CodeRow item={item} onChange={onChange} />;
}
