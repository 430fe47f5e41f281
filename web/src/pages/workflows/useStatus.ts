import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ActiveRuns } from "../../../../src/contract/api/active-runs.ts";
import { post } from "../../api/client.ts";
import type { WorkflowItem } from "../../api/workflows.ts";
import { tellDone, tellFailure } from "../../ui/notify.ts";
import { workflowHasChanged } from "./has-changed.ts";
import { runsWords } from "./runs-words.ts";
import { showChanged } from "./show-changed.ts";

export type RunsChoice = "continue" | "stop";

export interface StatusChange {
  to: "pause" | "resume" | "archive";
  runs: RunsChoice;
}

const ways = {
  pause: { path: "pause", status: "paused", done: "is paused", failed: "was not paused" },
  resume: { path: "activate", status: "active", done: "is active", failed: "was not resumed" },
  archive: { path: "archive", status: "archived", done: "is archived", failed: "was not archived" },
} as const;

/** Pauses, resumes or archives: seen at once, taken back and explained when it is refused. */
export function useStatus({ id, name }: Pick<WorkflowItem, "id" | "name">) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ to, runs }: StatusChange) =>
      post<{ runsUnderWay?: ActiveRuns }>(
        `/workflows/${id}/${ways[to].path}`,
        to === "resume" ? undefined : { runs },
      ),
    onMutate: ({ to }) => showChanged(client, id, { status: ways[to].status }),
    onError: (error, { to }, takeBack) => {
      takeBack?.();
      tellFailure(`“${name}” ${ways[to].failed}`)(error);
    },
    onSuccess: ({ runsUnderWay }, { to }) =>
      tellDone(`“${name}” ${ways[to].done}.${runsWords(runsUnderWay)}`),
    onSettled: () => workflowHasChanged(client, id),
  });
}
