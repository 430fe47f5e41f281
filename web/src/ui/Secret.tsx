import { Code, Group, Stack, Text } from "@mantine/core";
import { Copy } from "./Copy.tsx";

/** A secret that is shown this once. */
export function Secret({ value, what, note }: { value: string; what: string; note: string }) {
  return (
    <Stack gap="xs">
      <Text size="sm">{note}</Text>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Code block style={{ flex: 1, wordBreak: "break-all", whiteSpace: "pre-wrap" }}>
          {value}
        </Code>
        <Copy value={value} what={what} />
      </Group>
    </Stack>
  );
}
