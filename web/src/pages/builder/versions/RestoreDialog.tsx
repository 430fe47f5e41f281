import { Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post } from "../../../api/client.ts";
import type { Workflow } from "../../../api/workflows.ts";
import { workflowQuery } from "../../../api/workflows.ts";
import { ConfirmDialog } from "../../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { useBuilder } from "../builder-context.ts";
import type { Autosave } from "../draft/autosave.ts";

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
      notifyDone(`The draft is what version ${number} says`);
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Restore version ${number}?`}
      action="Restore"
      isPending={restore.isPending}
      error={restore.error}
      onConfirm={() => restore.mutate()}
    >
      <Text size="sm">
        The draft becomes what version {number} says, and what it says now is lost. Runs and
        published versions stay as they are; new runs use it once you publish it.
      </Text>
    </ConfirmDialog>
  );
}
