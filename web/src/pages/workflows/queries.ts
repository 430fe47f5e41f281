import { queryOptions } from "@tanstack/react-query";
import type { DraftCheck } from "../../../../src/contract/api/workflow.ts";
import type { EventTypeAnswer } from "../../../../src/contract/api/event-types.ts";
import { get, post } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";
import type { Definition, Version } from "../../api/workflows.ts";

/** A version never changes. */
export const versionQuery = (workflowId: string, number: number | null) =>
  queryOptions({
    queryKey: ["workflow-version", workflowId, number],
    enabled: number !== null,
    queryFn: ({ signal }) =>
      get<Version>(`/workflows/${workflowId}/versions/${number}`, {}, signal),
    staleTime: Infinity,
  });

/** What publishing a definition would warn of. */
export const checkQuery = (workflowId: string, draft: Definition) =>
  queryOptions({
    queryKey: ["workflow-check", workflowId, draft],
    queryFn: () => post<DraftCheck>(`/workflows/${workflowId}/check`, { draft }),
  });

export const eventTypeQuery = (id: string) =>
  queryOptions({
    queryKey: ["event-types", id],
    queryFn: ({ signal }) => get<Wire<EventTypeAnswer>>(`/event-types/${id}`, {}, signal),
  });

export const workflowTagsQuery = queryOptions({
  queryKey: ["workflow-tags"],
  queryFn: ({ signal }) =>
    get<{ items: { tag: string; workflows: number }[] }>("/workflow-tags", {}, signal),
  select: ({ items }) => items,
  staleTime: 30_000,
});
