import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { MessageDetails as MessageAnswer } from "../../../src/contract/api/message.ts";
import type { RetryRunAnswer, SkipWaitAnswer } from "../../../src/contract/api/run-by-hand.ts";
import type {
  RunDetails as RunAnswer,
  RunSummary as RunSummaryAnswer,
} from "../../../src/contract/api/run.ts";
import { get, post } from "./client.ts";
import type { Wire } from "./wire.ts";
import type { Definition } from "./workflows.ts";

export type RunItem = Wire<RunSummaryAnswer>;
export type RunStatus = RunItem["status"];
export type Run = Omit<Wire<RunAnswer>, "definition"> & { definition: Definition };
export type Visit = Run["visits"][number];
export type RunMessage = Run["messages"][number];
export type RunStop = Run["stops"][number];
export type RunMove = Run["moves"][number];
export type RunRetry = Run["retries"][number];
export type MessageDetails = Wire<MessageAnswer>;

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["run", id],
    queryFn: ({ signal }) => get<Run>(`/runs/${id}`, {}, signal),
  });

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ["message", id],
    queryFn: ({ signal }) => get<MessageDetails>(`/messages/${id}`, {}, signal),
  });

/**
 * What a person asks of a run; its page follows it live, and asks for it at once besides.
 * @param optimistic the run as it will be: shown at once, taken back when it is refused
 */
function useRunAction<Body, Answer>(
  runId: string,
  verb: string,
  optimistic: (run: Run, body: Body) => Run = (run) => run,
) {
  const client = useQueryClient();
  const { queryKey } = runQuery(runId);
  return useMutation({
    mutationFn: (body: Body) => post<Answer>(`/runs/${runId}/${verb}`, body),
    onMutate: async (body) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before !== undefined) client.setQueryData(queryKey, optimistic(before, body));
      return before;
    },
    onError: (_error, _body, before) => {
      if (before !== undefined) client.setQueryData(queryKey, before);
    },
    // After a refusal too: it says that the run is not what the page shows any more.
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

type StopAnswer = { outcome: "requested" | "requested_before" };

export const useStopRun = (runId: string) =>
  useRunAction<{ reason?: string }, StopAnswer>(runId, "stop", (run, { reason = null }) => {
    const requestedAt = new Date().toISOString();
    const stop = { by: "hand", eventId: null, reason, requestedAt, state: "pending" } as const;
    return { ...run, stops: [...run.stops, stop] };
  });

export const useSkipWait = (runId: string) =>
  useRunAction<{ blockId: string; visit: number }, SkipWaitAnswer>(runId, "skip-wait");

export interface RetryBody {
  from: "failedBlock" | "start";
  /** Missing: in the version that it is in. */
  toVersion?: number;
}

export const useRetryRun = (runId: string) =>
  useRunAction<RetryBody, RetryRunAnswer>(runId, "retry", (run) => ({
    ...run,
    status: "pending",
    endedAt: null,
    error: null,
  }));
