import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type {
  BulkAction as ActionAnswer,
  BulkPreview as PreviewAnswer,
  RunActionKind,
} from "../../../src/contract/api/bulk-action.ts";
import type { WaitingRuns as WaitingAnswer } from "../../../src/contract/api/waiting-runs.ts";
import { get, post } from "./client.ts";
import type { Query } from "./client.ts";
import type { Wire } from "./wire.ts";

export type { RunActionKind } from "../../../src/contract/api/bulk-action.ts";
export type BulkAction = Wire<ActionAnswer>;
export type WaitingRuns = Wire<WaitingAnswer>;
export type BulkPreview = Wire<PreviewAnswer>;

/** Which runs, as the API takes them. */
export type BulkRuns = Record<string, unknown>;

interface Why {
  reason: string;
  atMost?: number;
}

export interface NewRunAction extends Why {
  action: RunActionKind;
  runs: BulkRuns;
  /** Of a retry; missing: each in the version that it is in. */
  toVersion?: "current";
}

/** Which events are decided anew, and by which trigger. */
export interface Replay {
  bindingId: string;
  events: { ids?: string[]; from?: string; to?: string; outcomes?: string[] };
  includePast: boolean;
  despiteAge: boolean;
}

/** What waits for a channel is thrown away. */
export interface NewDrain extends Why {
  action: "drain";
  messages: { channel: string };
}

export type NewReplay = Replay & Why & { action: "replay" };

/** The filter of a list of runs, as a bulk action takes it. */
export function bulkRunsOf({ version, test, paused, ...query }: Query): BulkRuns {
  const given = Object.entries({
    ...query,
    version: version == null ? undefined : Number(version),
    test: truth(test),
    paused: truth(paused),
  }).filter(([, value]) => value != null && String(value) !== "");
  return given.length === 0 ? { everything: true } : Object.fromEntries(given);
}

function truth(value: Query[string] | null): boolean | undefined {
  return value == null ? undefined : String(value) === "true";
}

/** How many runs an action would be done to, as they are now. */
export const bulkPreviewQuery = (wanted: Omit<NewRunAction, keyof Why>) => previewQuery(wanted);

/** What a replay would start, as things are now. */
export const replayPreviewQuery = (replay: Replay) =>
  previewQuery({ action: "replay" as const, ...replay });

/** How many messages wait for a channel, and whose. */
export const drainPreviewQuery = (channel: string) =>
  previewQuery({ action: "drain" as const, messages: { channel } });

const previewQuery = (wanted: object) =>
  queryOptions({
    queryKey: ["bulk-preview", wanted],
    queryFn: ({ signal }) =>
      post<BulkPreview>("/bulk-actions/dry-run", { ...wanted, reason: "-" }, {}, signal),
    staleTime: 0,
    gcTime: 0,
  });

/** Where the open runs of a workflow stand. */
export const waitingRunsQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ["waiting-runs", workflowId],
    queryFn: ({ signal }) => get<WaitingRuns>(`/workflows/${workflowId}/waiting`, {}, signal),
    staleTime: 0,
  });

export function useBulkAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewRunAction | NewReplay | NewDrain) =>
      post<BulkAction>("/bulk-actions", body),
    onSettled: () => readRuns(client),
  });
}

export function useCancelBulkAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => post<BulkAction>(`/bulk-actions/${id}/cancel`),
    onSettled: () => client.invalidateQueries({ queryKey: ["/bulk-actions"] }),
  });
}

function readRuns(client: ReturnType<typeof useQueryClient>): Promise<unknown> {
  return Promise.all(
    [
      ["/bulk-actions"],
      ["/runs"],
      ["run"],
      ["/events"],
      ["event"],
      ["/messages"],
      ["channels"],
    ].map((queryKey) => client.invalidateQueries({ queryKey })),
  );
}
