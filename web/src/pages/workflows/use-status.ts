import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ActiveRuns } from "../../../../src/contract/api/active-runs.ts";
import { post } from "../../api/client.ts";
import type { WorkflowItem } from "../../api/workflows.ts";
import { notifyDone, notifyFailure } from "../../ui/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { invalidateWorkflow } from "./invalidate-workflow.ts";
import { activeRunsText } from "./active-runs-text.ts";
import { updateOptimistically } from "./update-optimistically.ts";

export type RunsChoice = "continue" | "stop";

export interface StatusChange {
  to: "pause" | "resume" | "archive";
  runs: RunsChoice;
}

const changes = {
  pause: { path: "pause", status: "paused" },
  resume: { path: "activate", status: "active" },
  archive: { path: "archive", status: "archived" },
} as const;

/** Pauses, resumes or archives: seen at once, taken back and explained when it is refused. */
export function useStatus({ id, name }: Pick<WorkflowItem, "id" | "name">) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ to, runs }: StatusChange) =>
      post<{ runsUnderWay?: ActiveRuns }>(
        `/workflows/${id}/${changes[to].path}`,
        to === "resume" ? undefined : { runs },
      ),
    onMutate: ({ to }) => updateOptimistically(client, id, { status: changes[to].status }),
    onError: (error, { to }, takeBack) => {
      takeBack?.();
      notifyFailure(t(`workflows:status.${to}Failed`, { name }))(error);
    },
    onSuccess: ({ runsUnderWay }, { to }) =>
      notifyDone(t(`workflows:status.${to}Done`, { name }) + activeRunsText(runsUnderWay)),
    onSettled: () => invalidateWorkflow(client, id),
  });
}
