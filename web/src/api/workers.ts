import { queryOptions } from "@tanstack/react-query";
import type { WorkersAnswer } from "../../../src/contract/api/workers.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";
import { withRefusals } from "../i18n/refusals.ts";

export type Workers = Wire<WorkersAnswer>;
export type WorkerProblem = Workers["problems"][number];
export type WorkerQueue = NonNullable<Workers["queues"]>[number];

/** Read again and again while a page shows it: what goes wrong here is not told by itself. */
export const workersQuery = queryOptions({
  queryKey: ["/workers"],
  queryFn: ({ signal }) => withRefusals(get<Workers>("/workers", {}, signal)),
  refetchInterval: 5_000,
});
