import { queryOptions } from "@tanstack/react-query";
import type { BindingOutlook, plannedChange } from "../../../src/contract/api/binding-outlook.ts";
import type { Doer, HistoryEntry } from "../../../src/contract/api/workflow-history.ts";
import type { z } from "zod";
import { get, post } from "./client.ts";
import type { Wire, WirePage } from "./wire.ts";

export type Change = Wire<HistoryEntry>;
export type Actor = Wire<Doer>;
export type Outlook = Wire<BindingOutlook>;
export type PlannedChange = z.input<typeof plannedChange>;

/** What people and keys changed of a workflow, newest first. */
export const changesOf = (
  workflowId: string,
  query: { limit: number; after?: string | undefined },
  signal?: AbortSignal,
) => get<WirePage<Change>>(`/workflows/${workflowId}/history`, query, signal);

/** What a change of a trigger would mean now; looked at anew each time it is asked. */
export const outlookQuery = (workflowId: string, planned: PlannedChange) =>
  queryOptions({
    queryKey: ["workflow", workflowId, "outlook", planned],
    queryFn: () => post<Outlook>(`/workflows/${workflowId}/bindings/outlook`, planned),
    staleTime: 0,
    gcTime: 0,
  });

export const undoChange = (workflowId: string, changeId: string) =>
  post(`/workflows/${workflowId}/history/${changeId}/undo`);
