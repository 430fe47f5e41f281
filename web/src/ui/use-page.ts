import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import type { Query } from "../api/client.ts";
import { get } from "../api/client.ts";
import type { WirePage } from "../api/wire.ts";

/** One page of a list of the API. */
export const pageQuery = <Item>(path: string, query: Query, limit = 50) =>
  queryOptions({
    queryKey: [path, query, limit],
    queryFn: ({ signal }) => get<WirePage<Item>>(path, { limit, ...query }, signal),
  });

/** One page of a list of the API, kept in sight while the next one is on its way. */
export function usePage<Item>(path: string, query: Query, limit = 50) {
  return useQuery({
    ...pageQuery<Item>(path, query, limit),
    placeholderData: keepPreviousData<WirePage<Item>>,
  });
}
