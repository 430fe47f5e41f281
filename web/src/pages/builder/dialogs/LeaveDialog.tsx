import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { useLeaveGuard } from "../hooks/use-leave-guard.ts";

/** Holds back who leaves with work that can't be saved. */
export function LeaveDialog({ guard }: { guard: ReturnType<typeof useLeaveGuard> }) {
  const { status, proceed, reset } = guard;
  return (
    <Modal
      opened={status === "blocked"}
      onClose={() => reset?.()}
      title="Your last changes are not saved"
    >
      <Stack>
        <Text size="sm">
          Saving has not worked so far. If you leave, this tab keeps your changes and offers them
          when you open the workflow in it again.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => proceed?.()}>
            Leave
          </Button>
          <Button onClick={() => reset?.()}>Stay</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
