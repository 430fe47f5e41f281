import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";

interface Undoable {
  message: string;
  /** The verb on its button. */
  undo: string;
  onUndo(): void;
}

/** Says what was done, and offers for a while to take it back. @returns what hides it */
export function notifyUndoable({ message, undo, onUndo }: Undoable): () => void {
  const id = notifications.show({
    color: "bell",
    autoClose: 20_000,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="default"
          style={{ flex: "0 0 auto" }}
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          {undo}
        </Button>
      </Group>
    ),
  });
  return () => void notifications.hide(id);
}
