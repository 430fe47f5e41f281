import { queryOptions } from "@tanstack/react-query";
import type { PresentedSite } from "../../../src/contract/api/site.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export const siteQuery = queryOptions({
  queryKey: ["/site"],
  queryFn: ({ signal }) => get<Wire<PresentedSite>>("/site", {}, signal),
});
