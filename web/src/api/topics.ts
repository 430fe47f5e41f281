import type { z } from "zod";
import type { preferencePreview, topic } from "../../../src/contract/api/topics.ts";
import { queryOptions } from "@tanstack/react-query";
import { get } from "./client.ts";
import type { Wire, WirePage } from "./wire.ts";

export type Topic = Wire<z.input<typeof topic>>;
export type PreferencePreview = Wire<z.input<typeof preferencePreview>>;

/** All of them, or as many as a contact's page shows. */
export const topicsQuery = queryOptions({
  queryKey: ["/topics", "all"],
  queryFn: ({ signal }) => get<WirePage<Topic>>("/topics", { limit: 500 }, signal),
});
