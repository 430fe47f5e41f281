import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type {
  Consequences as ConsequencesAnswer,
  Dependencies as DependenciesAnswer,
  EventTypeAnswer,
  EventTypeParams as ParamsAnswer,
} from "../../../src/contract/api/event-types.ts";
import type { EventCategory } from "../../../src/contract/event-categories.ts";
import { get, patch, post, remove } from "./client.ts";
import type { Wire, WirePage } from "./wire.ts";

export type EventType = Wire<EventTypeAnswer>;
export type Dependencies = Wire<DependenciesAnswer>;
export type Consequences = Wire<ConsequencesAnswer>;

export const eventTypeQuery = (id: string) =>
  queryOptions({
    queryKey: ["event-type", id],
    queryFn: ({ signal }) => get<EventType>(`/event-types/${id}`, {}, signal),
  });

export type SeenParam = Wire<ParamsAnswer>["params"][number];

/** What the newest events of a type have said. */
export const eventTypeParamsQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ["event-type", id, "params"],
    queryFn: ({ signal }) => get<Wire<ParamsAnswer>>(`/event-types/${id}/params`, {}, signal),
    enabled: id !== undefined,
    staleTime: 30_000,
  });

export const dependenciesQuery = (id: string) =>
  queryOptions({
    queryKey: ["event-type", id, "dependencies"],
    queryFn: ({ signal }) => get<Dependencies>(`/event-types/${id}/dependencies`, {}, signal),
  });

export const consequencesQuery = (id: string) =>
  queryOptions({
    queryKey: ["event-type", id, "consequences"],
    queryFn: ({ signal }) => get<Consequences>(`/event-types/${id}/consequences`, {}, signal),
    // Read again each time that somebody is about to delete.
    staleTime: 0,
  });

/** The first types whose key or name has a text in it. */
export const eventTypesFoundQuery = (search: string) =>
  queryOptions({
    queryKey: ["/event-types", "found", search],
    queryFn: ({ signal }) =>
      get<WirePage<EventType>>("/event-types", { search, limit: 20 }, signal),
    select: ({ items }) => items,
    staleTime: 30_000,
  });

export interface NewEventType {
  key: string;
  name: string;
  description: string;
  category: EventCategory;
}
export type EventTypeChange = Partial<Omit<NewEventType, "key">>;

export function useCreateEventType() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewEventType) => post<EventType>("/event-types", body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["/event-types"] }),
  });
}

const isPage = (data: unknown): data is WirePage<EventType> =>
  typeof data === "object" && data !== null && "items" in data;

/**
 * Changes a type, shown at once in every list and taken back when it is refused: `onRefused` is told
 * even when whoever asked is no longer on the page.
 */
export function useUpdateEventType(id: string, onRefused: (error: unknown) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: EventTypeChange) => patch<EventType>(`/event-types/${id}`, change),
    onMutate: async (change) => {
      const lists = { queryKey: ["/event-types"] };
      await client.cancelQueries(lists);
      const before = client.getQueriesData(lists);
      client.setQueriesData(lists, (data: unknown) =>
        isPage(data)
          ? {
              ...data,
              items: data.items.map((row) => (row.id === id ? { ...row, ...change } : row)),
            }
          : data,
      );
      return before;
    },
    onError: (error, _change, before = []) => {
      onRefused(error);
      for (const [key, data] of before) client.setQueryData(key, data);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["/event-types"] });
      void client.invalidateQueries({ queryKey: ["event-type", id] });
    },
  });
}

export function useDeleteEventType(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => remove(`/event-types/${id}`),
    // Not waited for: the row that asked would be gone before it could say so.
    onSuccess: () => void client.invalidateQueries({ queryKey: ["/event-types"] }),
  });
}
