import { queryOptions, useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import type { WirePage } from "../../api/wire.ts";

/** The id of the newest event of a type; null where none came yet. Without a type it is not asked. */
export const newestEventQuery = (typeKey: string | undefined) =>
  queryOptions({
    queryKey: ["newest event", typeKey],
    queryFn: ({ signal }) =>
      get<WirePage<{ id: string }>>("/events", { typeKey, limit: 1 }, signal).then(
        ({ items }) => items[0]?.id ?? null,
      ),
    enabled: typeKey !== undefined,
    staleTime: 60_000,
  });

/** The id of the newest event of a type: what a preview begins with. */
export function useNewestEvent(typeKey: string | undefined): string | undefined {
  const { data } = useQuery(newestEventQuery(typeKey));
  return data ?? undefined;
}
