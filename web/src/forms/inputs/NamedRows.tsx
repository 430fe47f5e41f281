import { Button, Group, Input, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useId, useState } from "react";
import { NameInput } from "./NameInput.tsx";
import { RowActions } from "./RowActions.tsx";
import type { RowWords } from "./row-words.ts";
import { numbered, rowWords } from "./row-words.ts";
import { useRowKeys } from "./use-row-keys.ts";
import { t } from "../../i18n/i18n.ts";

interface Props<Value> {
  label: string;
  description?: string;
  error?: string;
  readOnly: boolean;
  values: Record<string, Value>;
  /** What a name is called, such as a header. */
  words?: RowWords;
  /** What keeps a text from being a name. */
  errorOf?(name: string): string | undefined;
  fresh(): Value;
  onChange(values: Record<string, Value>): void;
  children(name: string, value: Value, change: (value: Value) => void): ReactNode;
}

/** Values by names that people choose. A row whose name is not one yet is kept here, and not in the values. */
export function NamedRows<Value>(props: Props<Value>) {
  const { label, description, error, readOnly, values, words = rowWords("name"), errorOf } = props;
  const entries = Object.entries(values);
  const names = entries.map(([name]) => name);
  const { keys, change: changeKeys } = useRowKeys(entries.length);
  const [isAdding, setAdding] = useState(false);
  const id = useId();
  const set = (changed: [string, Value][]) => props.onChange(Object.fromEntries(changed));
  const nameError = (name: string, others: string[]) => {
    if (name === "") return t("inputs:nameMissing");
    return others.includes(name) ? t("inputs:nameTaken") : errorOf?.(name);
  };
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id }}
      description={description}
      error={error}
    >
      <Stack gap="xs" mt={6} role="group" aria-labelledby={id}>
        {entries.map(([name, value], index) => (
          <Stack key={keys[index]} gap={4}>
            <Group gap={4} wrap="nowrap" align="flex-start">
              <NameInput
                label={numbered(words.one, index)}
                name={name}
                readOnly={readOnly}
                errorOf={(text) => nameError(text, names.toSpliced(index, 1))}
                onChange={(to) => set(entries.with(index, [to, value]))}
              />
              {!readOnly && (
                <RowActions
                  what={name}
                  index={index}
                  count={1}
                  onRemove={() => {
                    changeKeys(keys.toSpliced(index, 1));
                    set(entries.toSpliced(index, 1));
                  }}
                />
              )}
            </Group>
            {props.children(name, value, (to) => set(entries.with(index, [name, to])))}
          </Stack>
        ))}
        {isAdding && (
          <NameInput
            label={words.fresh}
            name=""
            isNew
            readOnly={false}
            errorOf={(text) => nameError(text, names)}
            onLeave={() => setAdding(false)}
            onChange={(name) => {
              setAdding(false);
              set([...entries, [name, props.fresh()]]);
            }}
          />
        )}
        {!readOnly && !isAdding && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {words.add}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
