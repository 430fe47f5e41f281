import { queryOptions } from "@tanstack/react-query";
import type { SearchAnswer } from "../../../src/contract/api/search.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type SearchHit = Wire<SearchAnswer>["hits"][number];

/** A few of each kind that a text finds; nothing asked: what was changed and came last. */
export const searchResultsQuery = (query: string) =>
  queryOptions({
    queryKey: ["search", query],
    queryFn: ({ signal }) => get<Wire<SearchAnswer>>("/search", { query }, signal),
    select: ({ hits }) => hits,
    staleTime: 10_000,
  });
