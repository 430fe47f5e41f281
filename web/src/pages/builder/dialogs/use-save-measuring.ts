import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch } from "../../../api/client.ts";
import type { Workflow } from "../../../api/workflows.ts";
import { workflowQuery } from "../../../api/workflows.ts";
import { notifyDone } from "../../../ui/notify.ts";
import { t } from "../../../i18n/i18n.ts";

/** Saves holdout and goal. The draft is no part of it, and may be under edit. */
export function useSaveMeasuring(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: { holdout: object; goal: object | null }) =>
      patch<Workflow>(`/workflows/${id}`, change),
    onSuccess: ({ holdout, goal }) => {
      queryClient.setQueryData<Workflow>(
        workflowQuery(id).queryKey,
        (now) => now && { ...now, holdout, goal },
      );
      notifyDone(t("builder-dialogs:measuring.saved"));
    },
  });
}
