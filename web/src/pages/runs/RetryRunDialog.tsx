import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Run } from "../../api/runs.ts";
import { useRetryRun } from "../../api/runs.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyFailure } from "../../ui/notify.ts";
import { failureOf } from "./run-labels.ts";

interface Props {
  run: Run;
  names: ReadonlyMap<string, string>;
  opened: boolean;
  onClose(): void;
}

type Origin = "failedBlock" | "start";

export function RetryRunDialog({ run, names, opened, onClose }: Props) {
  const [from, setFrom] = useState<Origin>("failedBlock");
  const retry = useRetryRun(run.id);
  const block = failureOf(run.error)?.block;
  const name = block === undefined ? "the block that failed" : `“${names.get(block) ?? block}”`;
  const confirm = () => {
    retry.mutate({ from }, { onError: notifyFailure("The run was not retried") });
    onClose();
  };
  return (
    <ConfirmDialog
      opened={opened}
      title="Retry this run?"
      action="Retry"
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">
          It stays the same run, on the same version: it does not count as another launch, and
          messages that were sent are not sent again.
        </Text>
        <Radio.Group
          label="From where"
          value={from}
          onChange={(value) => setFrom(value === "start" ? "start" : "failedBlock")}
        >
          <Stack gap="xs" mt={6}>
            <Radio
              value="failedBlock"
              label={`From ${name}`}
              description="What was done before stays done."
            />
            <Radio
              value="start"
              label="From its start"
              description="Every block decides again, waits included."
            />
          </Stack>
        </Radio.Group>
      </Stack>
    </ConfirmDialog>
  );
}
