import { ActionIcon, Code as CodeText, Group, Text } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import classes from "./Condition.module.css";
import type { Code, Item } from "./model/tree.ts";
import { useConditionScope } from "./scope.ts";
import { t } from "../../i18n/i18n.ts";

/** A part that was written by hand: shown as it is, and kept. */
export function CodeRow({ item, onChange }: { item: Code; onChange(by: Item | null): void }) {
  const { readOnly } = useConditionScope();
  return (
    <div className={classes["rule"]}>
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Text size="xs">{t("conditions:byHand")}</Text>
        {!readOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t("conditions:removePart")}
            onClick={() => onChange(null)}
          >
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      <CodeText className={classes["code"]}>{JSON.stringify(item.rule)}</CodeText>
    </div>
  );
}
