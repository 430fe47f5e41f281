import { queryOptions } from "@tanstack/react-query";
import type { WorkerVersionsAnswer } from "../../../src/contract/api/worker-versions.ts";
import { withRefusals } from "../i18n/refusals.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type WorkerVersions = Wire<WorkerVersionsAnswer>;

/** Runs are counted for each release: not as often as what changes by the second. */
export const workerVersionsQuery = queryOptions({
  queryKey: ["/worker-versions"],
  queryFn: ({ signal }) => withRefusals(get<WorkerVersions>("/worker-versions", {}, signal)),
  refetchInterval: 15_000,
});
