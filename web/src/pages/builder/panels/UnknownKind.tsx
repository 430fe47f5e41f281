import { Code, Stack, Text } from "@mantine/core";
import type { CanvasBlock } from "../../../api/workflows.ts";

/** A block of a kind that this page doesn't know: shown, kept as it is. */
export function UnknownKind({ block }: { block: CanvasBlock }) {
  return (
    <Stack gap="xs">
      <Text size="sm">
        The server does not list this kind of block now. Reload the page; until then its settings
        can be read here, and they stay as they are.
      </Text>
      <Code block tabIndex={0}>
        {JSON.stringify(block.config, null, 2)}
      </Code>
    </Stack>
  );
}
