import { Text } from "@mantine/core";
import type { Run, Visit } from "../../api/runs.ts";
import { useSkipWait } from "../../api/runs.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { formatUntil } from "../../ui/format-time.ts";

interface Props {
  run: Run;
  wait: Visit;
  names: ReadonlyMap<string, string>;
  opened: boolean;
  onClose(): void;
}

/** Skips the wait that the page shows, and no later one. */
export function SkipWaitDialog({ run, wait, names, opened, onClose }: Props) {
  const skip = useSkipWait(run.id);
  const { blockId, visit, until, kind } = wait;
  const close = () => {
    skip.reset();
    onClose();
  };
  const confirm = () =>
    skip.mutate(
      { blockId, visit },
      {
        onSuccess: ({ meaning }) => {
          notifyDone(`${meaning}.`);
          close();
        },
      },
    );
  return (
    <ConfirmDialog
      opened={opened}
      title={`Skip “${names.get(blockId) ?? blockId}”?`}
      action="Skip the wait"
      isPending={skip.isPending}
      error={skip.error}
      onConfirm={confirm}
      onClose={close}
    >
      <Text size="sm">
        The run waits until {until === null ? "something happens" : formatUntil(until)}. It goes on
        now instead, as if that time had come.
        {kind === "waitForEvent" &&
          " The event that it waits for counts as not having come: it takes the branch for the time-out."}{" "}
        Only this wait is skipped.
      </Text>
    </ConfirmDialog>
  );
}
