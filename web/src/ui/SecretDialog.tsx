import { Button, Code, Group, Modal, Stack, Text } from "@mantine/core";
import { t } from "../i18n/i18n.ts";
import { Copy } from "./Copy.tsx";

export interface Secret {
  title: string;
  value: string;
  /** What the value is called, for the button that copies it: "the API key". */
  what: string;
  /** What it is good for, and that it is shown only now. */
  note: string;
}

interface Props extends Secret {
  opened: boolean;
  onClose(): void;
}

/** A secret that was just created, shown this once. */
export function SecretDialog({ opened, title, value, what, note, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Stack>
        <Text size="sm">{note}</Text>
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <Code block style={{ flex: 1, wordBreak: "break-all", whiteSpace: "pre-wrap" }}>
            {value}
          </Code>
          <Copy value={value} what={what} />
        </Group>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t("ui:done")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
