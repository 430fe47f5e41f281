import { Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post } from "../../../api/client.ts";
import type { Workflow } from "../../../api/workflows.ts";
import { workflowQuery } from "../../../api/workflows.ts";
import { ConfirmDialog } from "../../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { useBuilder } from "../builder-context.ts";
import type { Autosave } from "../draft/autosave.ts";
import { t } from "../../../i18n/i18n.ts";

interface Props {
  number: number;
  opened: boolean;
  autosave: Autosave;
  onClose(): void;
  onRestored(): void;
}

/** Makes the draft what a version says. */
export function RestoreDialog({ number, opened, autosave, onClose, onRestored }: Props) {
  const { workflow } = useBuilder();
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: async () => {
      await autosave.flush();
      return post<Workflow>(`/workflows/${workflow.id}/versions/${number}/restore`, {
        draftRevision: autosave.revision(),
      });
    },
    onSuccess: (restored) => {
      queryClient.setQueryData(workflowQuery(workflow.id).queryKey, restored);
      onClose();
      onRestored();
      notifyDone(t("builder:versions.restored", { number }));
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t("builder:versions.restoreTitle", { number })}
      action={t("builder:versions.restoreAction")}
      isPending={restore.isPending}
      error={restore.error}
      onConfirm={() => restore.mutate()}
    >
      <Text size="sm">{t("builder:versions.restoreText", { number })}</Text>
    </ConfirmDialog>
  );
}
