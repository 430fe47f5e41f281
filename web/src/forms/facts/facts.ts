import { queryOptions, useQuery } from "@tanstack/react-query";
import type { EventTypeParams } from "../../../../src/contract/api/event-types.ts";
import type { FactPath, FactPaths } from "../../../../src/contract/api/fact-paths.ts";
import { get } from "../../api/client.ts";
import { factsInReadersLanguage } from "../../i18n/load-api-texts.ts";
import { eventGroup } from "./event-group.ts";

export type { FactPath } from "../../../../src/contract/api/fact-paths.ts";
export type FactGroup = FactPaths["groups"][number];

const factPathsQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ["fact-paths", workflowId],
    queryFn: async ({ signal }) => {
      const { groups } = await get<FactPaths>("/fact-paths", { workflowId }, signal);
      return { groups: await factsInReadersLanguage(groups) };
    },
    staleTime: 60_000,
  });

const eventParamsQuery = (eventTypeId: string) =>
  queryOptions({
    queryKey: ["event-types", eventTypeId, "params"],
    queryFn: ({ signal }) => get<EventTypeParams>(`/event-types/${eventTypeId}/params`, {}, signal),
    staleTime: 60_000,
  });

const none: FactGroup[] = [];

/** What conditions and templates of a workflow can name; nothing while it is not known. */
export function useFacts(workflowId: string | undefined): FactGroup[] {
  const query = useQuery({
    ...factPathsQuery(workflowId ?? ""),
    enabled: workflowId !== undefined,
  });
  return query.data?.groups ?? none;
}

/** What can be named of events alone; of one type where it is known. */
export function useEventFacts(eventTypeId: string | undefined): FactGroup[] {
  const query = useQuery({
    ...eventParamsQuery(eventTypeId ?? ""),
    enabled: eventTypeId !== undefined,
  });
  return [eventGroup(query.data?.params ?? [])];
}

export function factAt(groups: readonly FactGroup[], path: string): FactPath | undefined {
  for (const { paths } of groups) {
    const fact = paths.find((one) => one.path === path);
    if (fact !== undefined) return fact;
  }
  return undefined;
}
