import { Fieldset, Stack, Text } from "@mantine/core";
import type { InputProps } from "../form/input.ts";
import { useIssue } from "../form/issues.tsx";
import { Settings } from "../form/Settings.tsx";
import { objectOf } from "../../json/objects.ts";

/** Settings that stand together under one title. */
export function ObjectInput({ schema, path, label, description, value, onChange }: InputProps) {
  const issue = useIssue(path, false);
  return (
    <Fieldset legend={label} p="sm" radius="md">
      <Stack gap="sm">
        {description !== undefined && (
          <Text size="xs" c="var(--mantine-color-dimmed)">
            {description}
          </Text>
        )}
        {issue !== undefined && (
          <Text size="xs" c="var(--mantine-color-error)">
            {issue}
          </Text>
        )}
        <Settings
          schema={schema}
          path={path}
          value={objectOf(value)}
          onChange={(changed) => onChange(Object.keys(changed).length === 0 ? undefined : changed)}
        />
      </Stack>
    </Fieldset>
  );
}
