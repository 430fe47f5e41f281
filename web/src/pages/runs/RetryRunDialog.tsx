import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Run } from "../../api/runs.ts";
import { useRetryRun } from "../../api/runs.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyFailure } from "../../ui/notify.ts";
import { failureOf } from "./run-labels.ts";
import { t } from "../../i18n/i18n.ts";

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
  const fromBlock =
    block === undefined
      ? t("runs:retry.fromFailed")
      : t("runs:retry.fromBlock", { name: names.get(block) ?? block });
  const confirm = () => {
    retry.mutate({ from }, { onError: notifyFailure(t("runs:retry.failed")) });
    onClose();
  };
  return (
    <ConfirmDialog
      opened={opened}
      title={t("runs:retry.title")}
      action={t("runs:action.retry")}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t("runs:retry.hint")}</Text>
        <Radio.Group
          label={t("runs:retry.from")}
          value={from}
          onChange={(value) => setFrom(value === "start" ? "start" : "failedBlock")}
        >
          <Stack gap="xs" mt={6}>
            <Radio
              value="failedBlock"
              label={fromBlock}
              description={t("runs:retry.fromBlockHint")}
            />
            <Radio
              value="start"
              label={t("runs:retry.start")}
              description={t("runs:retry.startHint")}
            />
          </Stack>
        </Radio.Group>
      </Stack>
    </ConfirmDialog>
  );
}
