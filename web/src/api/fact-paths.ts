import { queryOptions } from "@tanstack/react-query";
import type { FactPaths } from "../../../src/contract/api/fact-paths.ts";
import { get } from "./client.ts";

/** What can be named of contacts and orders, of whatever workflow. */
export const factPathsQuery = queryOptions({
  queryKey: ["fact-paths"],
  queryFn: ({ signal }) => get<FactPaths>("/fact-paths", {}, signal),
  staleTime: 60_000,
});
