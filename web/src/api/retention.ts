import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { retentionAnswer, retentionOutlook } from "../../../src/contract/api/retention.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type RetentionSettings = Wire<z.input<typeof retentionAnswer>>;
export type Retention = RetentionSettings["retention"];
export type LookBack = RetentionSettings["lookBacks"][number];
export type RetentionOutlook = Wire<z.input<typeof retentionOutlook>>;

export const retentionQuery = queryOptions({
  queryKey: ["/retention"],
  queryFn: ({ signal }) => get<RetentionSettings>("/retention", {}, signal),
});
