import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch } from "../../../api/client.ts";
import type { Workflow } from "../../../api/workflows.ts";
import { workflowQuery } from "../../../api/workflows.ts";
import { notifyFailure } from "../../../ui/notify.ts";
import { invalidateWorkflow } from "../../workflows/invalidate-workflow.ts";
import { t } from "../../../i18n/i18n.ts";

/** Renames or tags: shown at once, taken back when it is refused. The draft is no part of it. */
export function usePatchWorkflow(id: string) {
  const queryClient = useQueryClient();
  const { queryKey } = workflowQuery(id);
  return useMutation({
    mutationFn: (change: { name?: string; tags?: string[] }) =>
      patch<Workflow>(`/workflows/${id}`, change),
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey, exact: true });
      const before = queryClient.getQueryData<Workflow>(queryKey);
      queryClient.setQueryData<Workflow>(queryKey, (now) => now && { ...now, ...change });
      return before && { name: before.name, tags: before.tags };
    },
    onError: (error, _change, before) => {
      queryClient.setQueryData<Workflow>(queryKey, (now) => now && { ...now, ...before });
      notifyFailure(t("builder:name.notSaved"))(error);
    },
    onSuccess: ({ name, tags }) => {
      queryClient.setQueryData<Workflow>(queryKey, (now) => now && { ...now, name, tags });
      void invalidateWorkflow(queryClient, id);
    },
  });
}
