import { Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Change } from "../../../api/workflow-history.ts";
import { undoChange } from "../../../api/workflow-history.ts";
import { t } from "../../../i18n/i18n.ts";
import { ConfirmDialog } from "../../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { OutlookText } from "../../triggers/OutlookText.tsx";
import { invalidateWorkflow } from "../../workflows/invalidate-workflow.ts";
import { changeText } from "./change-text.ts";

interface Props {
  workflowId: string;
  change: Change | null;
  opened: boolean;
  onClose(): void;
}

/** Asks before a change of the triggers is taken back, and says what that will mean. */
export function UndoDialog({ workflowId, change, opened, onClose }: Props) {
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: (id: string) => undoChange(workflowId, id),
    onSuccess: () => {
      onClose();
      notifyDone(t("triggers:undo.done"));
    },
    onSettled: () => invalidateWorkflow(client, workflowId),
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={() => {
        undo.reset();
        onClose();
      }}
      title={t("workflow-history:history.undoTitle")}
      action={t("workflow-history:history.undo")}
      isPending={undo.isPending}
      error={undo.error}
      onConfirm={() => change !== null && undo.mutate(change.id)}
    >
      {change !== null && (
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            {changeText(change)}
          </Text>
          <Text size="sm">{t("workflow-history:history.undoLead")}</Text>
          {change.binding !== null ? (
            <OutlookText workflowId={workflowId} planned={{ does: "undo", change: change.id }} />
          ) : (
            <Text size="sm">{t("triggers:outlook.rules")}</Text>
          )}
        </Stack>
      )}
    </ConfirmDialog>
  );
}
