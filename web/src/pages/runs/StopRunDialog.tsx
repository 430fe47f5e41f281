import { Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useStopRun } from "../../api/runs.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyFailure } from "../../ui/notify.ts";
import { t } from "../../i18n/i18n.ts";

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
      onError: notifyFailure(t("runs:stop.failed")),
    });
    onClose();
  };
  return (
    <ConfirmDialog
      opened={opened}
      title={t("runs:stop.title")}
      action={t("runs:stop.action")}
      isDangerous
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t("runs:stop.hint")}</Text>
        <TextInput
          label={t("runs:stop.reason")}
          description={t("runs:stop.reasonHint")}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Stack>
    </ConfirmDialog>
  );
}
