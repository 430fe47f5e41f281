import { Code, Stack, Text } from "@mantine/core";
import type { CanvasBlock } from "../../../api/workflows.ts";
import { t } from "../../../i18n/i18n.ts";

/** A block of a kind that this page doesn't know: shown, kept as it is. */
export function UnknownKind({ block }: { block: CanvasBlock }) {
  return (
    <Stack gap="xs">
      <Text size="sm">{t("builder:block.unknown")}</Text>
      <Code block tabIndex={0}>
        {JSON.stringify(block.config, null, 2)}
      </Code>
    </Stack>
  );
}
