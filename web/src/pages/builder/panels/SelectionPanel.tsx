import { Button, Stack, Text } from "@mantine/core";
import { IconCopyPlus, IconTrash } from "@tabler/icons-react";
import { useBuilder } from "../builder-context.ts";
import { PanelFrame } from "../parts/PanelFrame.tsx";

/** Several blocks at once. */
export function SelectionPanel({ ids, onClose }: { ids: readonly string[]; onClose(): void }) {
  const { actions, canEdit } = useBuilder();
  return (
    <PanelFrame title={`${ids.length} blocks selected`} onClose={onClose}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Drag one of them to move all. Ctrl+C copies them, into other workflows too.
        </Text>
        {canEdit && (
          <>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconCopyPlus size={15} aria-hidden />}
              onClick={() => actions.duplicate(ids)}
            >
              Duplicate them
            </Button>
            <Button
              color="red.8"
              size="xs"
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() => actions.remove(ids)}
            >
              Delete them
            </Button>
          </>
        )}
      </Stack>
    </PanelFrame>
  );
}
