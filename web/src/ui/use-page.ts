import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Query } from "../api/client.ts";
import { get } from "../api/client.ts";
import type { WirePage } from "../api/wire.ts";

/** One page of a list of the API, kept in sight while the next one is on its way. */
export function usePage<Item>(path: string, query: Query, limit = 50) {
  return useQuery({
    queryKey: [path, query, limit],
    queryFn: ({ signal }) => get<WirePage<Item>>(path, { limit, ...query }, signal),
    placeholderData: keepPreviousData,
  });
}
