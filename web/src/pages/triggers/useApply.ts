import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch, post, remove } from "../../api/client.ts";
import { Problem } from "../../api/problem.ts";
import type { Binding } from "../../api/workflows.ts";
import { workflowHasChanged } from "../workflows/has-changed.ts";
import type { Faults } from "./model/faults.ts";
import type { Step, TriggerState } from "./model/trigger-state.ts";
import { afterStep } from "./model/trigger-state.ts";
import { byPath } from "./useDescription.ts";

/** How far an Apply came: `state` has what was done as saved, so that the next one goes on behind it. */
export type Applied =
  | { outcome: "done" }
  | { outcome: "refused"; state: TriggerState; at: string; faults: Faults };

/** Makes the requests of the dialog, one after the other. */
export function useApply(workflowId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ state, steps }: { state: TriggerState; steps: Step[] }) => {
      let now = state;
      for (const step of steps) {
        try {
          now = afterStep(now, step, await perform(workflowId, step));
        } catch (error) {
          return { outcome: "refused", state: now, at: step.at, faults: faultsIn(error, step) };
        }
      }
      return { outcome: "done" } satisfies Applied;
    },
    onSettled: () => workflowHasChanged(queryClient, workflowId),
  });
}

/** The id of what was made. */
async function perform(workflowId: string, step: Step): Promise<string | undefined> {
  if (step.does === "create") {
    return (await post<Binding>(`/workflows/${workflowId}/bindings`, step.body)).id;
  }
  if (step.does === "update") await patch(`/bindings/${step.bindingId}`, step.body);
  else if (step.does === "remove") await remove(`/bindings/${step.bindingId}`);
  else await patch(`/workflows/${workflowId}`, { stopRules: step.stopRules });
  return undefined;
}

/** At their fields where the API names any, else at the whole (""). */
function faultsIn(error: unknown, step: Step): Faults {
  if (!(error instanceof Problem))
    return { "": error instanceof Error ? error.message : "It failed." };
  if (error.status === 404 && step.does === "create") return { eventTypeKey: error.message };
  if (error.faults.length === 0) return { "": error.message };
  const faults = byPath(error.faults);
  return Object.fromEntries(
    Object.entries(faults).map(([path, message]) => [path.replace(/^stopRules/, ""), message]),
  );
}
