import { Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useStopRun } from "../../api/runs.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyFailure } from "../../ui/notify.ts";

interface Props {
  runId: string;
  opened: boolean;
  onClose(): void;
}

export function StopRunDialog({ runId, opened, onClose }: Props) {
  const [reason, setReason] = useState("");
  const stop = useStopRun(runId);
  const confirm = () => {
    const trimmed = reason.trim();
    stop.mutate(trimmed === "" ? {} : { reason: trimmed }, {
      onError: notifyFailure("The run was not stopped"),
    });
    onClose();
  };
  return (
    <ConfirmDialog
      opened={opened}
      title="Stop this run?"
      action="Stop the run"
      isDangerous
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">
          If it is waiting, it ends at once, otherwise after its current block. What was sent stays
          sent. A stopped run can’t go on.
        </Text>
        <TextInput
          label="Reason"
          description="Shown with the run. By default: Stopped by hand."
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Stack>
    </ConfirmDialog>
  );
}
