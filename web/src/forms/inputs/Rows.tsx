import { Button, Group, Input, Paper, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useId } from "react";
import { moved } from "../schema/change.ts";
import { RowActions } from "./RowActions.tsx";
import type { RowWords } from "./row-words.ts";
import { numbered } from "./row-words.ts";
import { useRowKeys } from "./use-row-keys.ts";

interface Props<Row> {
  label: string;
  description?: string;
  error?: string;
  readOnly: boolean;
  rows: readonly Row[];
  max?: number;
  /** What one row is called; a row with a name of its own is called by that. */
  words: RowWords;
  nameOf?(row: Row, index: number): string;
  /** Whether their order matters. */
  isOrdered?: boolean;
  fresh(): Row;
  onChange(rows: Row[]): void;
  children(row: Row, index: number, change: (row: Row) => void): ReactNode;
}

/** A list of small forms: add, remove, move up and down. */
export function Rows<Row>(props: Props<Row>) {
  const { label, description, error, readOnly, rows, max = 100, words, isOrdered = true } = props;
  const { keys, change: changeKeys } = useRowKeys(rows.length);
  const id = useId();
  const nameOf = props.nameOf ?? ((_row: Row, index: number) => numbered(words.one, index));
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id }}
      description={description}
      error={error}
    >
      <Stack gap="xs" mt={6} role="group" aria-labelledby={id}>
        {rows.map((row, index) => (
          <Paper key={keys[index]} withBorder p="xs" radius="md">
            <Group justify="space-between" gap="xs" mb={4} wrap="nowrap">
              <Text size="xs" fw={600} truncate>
                {nameOf(row, index)}
              </Text>
              {!readOnly && (
                <RowActions
                  what={nameOf(row, index)}
                  index={index}
                  count={rows.length}
                  onMove={
                    isOrdered
                      ? (by) => {
                          changeKeys(moved(keys, index, by));
                          props.onChange(moved(rows, index, by));
                        }
                      : undefined
                  }
                  onRemove={() => {
                    changeKeys(keys.toSpliced(index, 1));
                    props.onChange(rows.toSpliced(index, 1));
                  }}
                />
              )}
            </Group>
            <Stack gap="xs">
              {props.children(row, index, (changed) => props.onChange(rows.with(index, changed)))}
            </Stack>
          </Paper>
        ))}
        {!readOnly && rows.length < max && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => props.onChange([...rows, props.fresh()])}
          >
            {words.add}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
