import { queryOptions } from "@tanstack/react-query";
import type { Instance } from "../../../src/contract/api/instance.ts";
import { get } from "./client.ts";

export type { Instance };

/** What this installation is and has. */
export const instanceQuery = queryOptions({
  queryKey: ["instance"],
  queryFn: ({ signal }) => get<Instance>("/instance", {}, signal),
  staleTime: 30_000,
});
