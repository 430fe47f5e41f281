import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch, post, remove } from "../../api/client.ts";
import { ApiError } from "../../api/api-error.ts";
import type { Binding } from "../../api/workflows.ts";
import { invalidateWorkflow } from "../workflows/invalidate-workflow.ts";
import { t } from "../../i18n/i18n.ts";
import type { FieldErrors } from "./model/field-errors.ts";
import type { ApplyRequest, TriggerState } from "./model/trigger-state.ts";
import { afterRequest } from "./model/trigger-state.ts";
import { byPath } from "./use-description.ts";

/** How far an Apply came: `state` has what was done as saved, so that the next one goes on behind it. */
export type Applied =
  | { outcome: "done" }
  | { outcome: "refused"; state: TriggerState; at: string; errors: FieldErrors };

/** Makes the requests of the dialog, one after the other. */
export function useApply(workflowId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ state, steps }: { state: TriggerState; steps: ApplyRequest[] }) => {
      let now = state;
      for (const step of steps) {
        try {
          now = afterRequest(now, step, await perform(workflowId, step));
        } catch (error) {
          return { outcome: "refused", state: now, at: step.at, errors: errorsIn(error, step) };
        }
      }
      return { outcome: "done" } satisfies Applied;
    },
    onSettled: () => invalidateWorkflow(queryClient, workflowId),
  });
}

/** The id of what was made. */
async function perform(workflowId: string, step: ApplyRequest): Promise<string | undefined> {
  if (step.does === "create") {
    return (await post<Binding>(`/workflows/${workflowId}/bindings`, step.body)).id;
  }
  if (step.does === "update") await patch(`/bindings/${step.bindingId}`, step.body);
  else if (step.does === "remove") await remove(`/bindings/${step.bindingId}`);
  else await patch(`/workflows/${workflowId}`, { stopRules: step.stopRules });
  return undefined;
}

/** Errors by the field that the API names, or of the whole (""). */
function errorsIn(error: unknown, step: ApplyRequest): FieldErrors {
  if (!(error instanceof ApiError))
    return { "": error instanceof Error ? error.message : t("trigger-form:failed") };
  if (error.status === 404 && step.does === "create") return { eventTypeKey: error.message };
  if (error.fieldErrors.length === 0) return { "": error.message };
  const errors = byPath(error.fieldErrors);
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [path.replace(/^stopRules/, ""), message]),
  );
}
