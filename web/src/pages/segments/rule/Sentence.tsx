import { ActionIcon, Group, Text } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t } from "../../../i18n/i18n.ts";
import type { Item } from "./model/tree.ts";
import { lackOf } from "./model/tree.ts";
import classes from "./Rule.module.css";
import { useRuleScope } from "./scope.ts";

interface Props {
  item: Exclude<Item, { kind: "group" }>;
  /** What the sentence is called, for screen readers. */
  label: string;
  children: ReactNode;
  /** What narrows it, below its words. */
  below?: ReactNode;
  onRemove(): void;
}

/** One sentence of a rule: its words with inputs among them, and what is wrong with it. */
export function Sentence({ item, label, children, below, onRemove }: Props) {
  const { readOnly, faults } = useRuleScope();
  const lack = lackOf(item);
  const fault = faults.get(item.id) ?? (lack === null ? undefined : t(`segments:lacks.${lack}`));
  return (
    <div
      role="group"
      aria-label={label}
      className={classes["sentence"]}
      data-fault={faults.has(item.id)}
    >
      <Group wrap="nowrap" align="flex-start" gap="xs" justify="space-between">
        <div className={classes["words"]} style={{ flex: 1, minWidth: 0 }}>
          {children}
        </div>
        {!readOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            mt={3}
            aria-label={t("segments:rule.remove", { label })}
            onClick={onRemove}
          >
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {below}
      {fault !== undefined && (
        <Text size="xs" mt={6} c={faults.has(item.id) ? "error" : "dimmed"} role="status">
          {fault}
        </Text>
      )}
    </div>
  );
}
