import { ActionIcon, Code as CodeText, Group, Text } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import classes from "./Condition.module.css";
import type { Code, Item } from "./model/tree.ts";
import { useConditionScope } from "./scope.ts";

/** A part that was written by hand: shown as it is, and kept. */
export function CodeRow({ item, onChange }: { item: Code; onChange(by: Item | null): void }) {
  const { readOnly } = useConditionScope();
  return (
    <div className={classes["rule"]}>
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Text size="xs">Written by hand: “Edit as code” changes it</Text>
        {!readOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label="Remove this part"
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
