import { Button, Group, Modal, Stack } from "@mantine/core";
import { Secret } from "./Secret.tsx";

interface Props {
  opened: boolean;
  title: string;
  value: string;
  what: string;
  note: string;
  onClose(): void;
}

/** A secret that was just made, shown this once. */
export function SecretDialog({ opened, title, onClose, ...secret }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Stack>
        <Secret {...secret} />
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
