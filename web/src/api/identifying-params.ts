import { queryOptions } from "@tanstack/react-query";
import type { IdentifyingParams as Answer } from "../../../src/contract/api/identifying-params.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type IdentifyingParams = Wire<Answer>;

export const identifyingParamsQuery = queryOptions({
  queryKey: ["/identifying-params"],
  queryFn: ({ signal }) => get<IdentifyingParams>("/identifying-params", {}, signal),
});
