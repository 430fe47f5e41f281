import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { get, post, remove } from "../../api/client.ts";
import type { Workflow, WorkflowItem } from "../../api/workflows.ts";
import { notifyDone, notifyFailure } from "../../ui/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { download } from "./download.ts";
import { invalidateWorkflow } from "./invalidate-workflow.ts";
import { updateOptimistically } from "./update-optimistically.ts";

type Named = Pick<WorkflowItem, "id" | "name">;

/** Saves a workflow, with what it names, as a file on the reader's machine. */
export function useExport({ id, name }: Named) {
  return useMutation({
    mutationFn: () => get<{ warnings: string[] }>(`/workflows/${id}/export`),
    onSuccess: (campaign) => {
      download(`${fileName(name)}.json`, campaign);
      const { warnings } = campaign;
      notifyDone([t("workflows:export.done", { name }), ...warnings].join("\n"));
    },
    onError: (error) => notifyFailure(t("workflows:export.failed", { name }))(error),
  });
}

/** Makes a draft like it, and opens it. */
export function useDuplicate({ id, name }: Named) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => post<Workflow>(`/workflows/${id}/duplicate`),
    onSuccess: async (copy) => {
      notifyDone(t("workflows:duplicate.done", { copy: copy.name, name }));
      await invalidateWorkflow(client);
      await navigate({ to: "/workflows/$id", params: { id: copy.id } });
    },
    onError: (error) => notifyFailure(t("workflows:duplicate.failed", { name }))(error),
  });
}

/** Deletes a draft that never ran. */
export function useDelete({ id, name }: Named) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => remove(`/workflows/${id}`),
    onMutate: () => updateOptimistically(client, id, "gone"),
    onError: (error, _nothing, takeBack) => {
      takeBack?.();
      notifyFailure(t("workflows:delete.failed", { name }))(error);
    },
    onSuccess: () => notifyDone(t("workflows:delete.done", { name })),
    onSettled: () => invalidateWorkflow(client),
  });
}

const fileName = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "") || "workflow";
