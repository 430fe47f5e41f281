import { queryOptions } from "@tanstack/react-query";
import type { RfmSettings as Settings } from "../../../src/domain/rfm.ts";
import { get } from "./client.ts";

export type RfmSettings = Settings;
export type RfmBounds = RfmSettings["recency"];
export type RfmClass = RfmSettings["classes"][number];
export interface RfmCounts {
  classes: { class: string; contacts: number }[];
}

export const rfmQuery = queryOptions({
  queryKey: ["/rfm"],
  queryFn: ({ signal }) => get<RfmSettings>("/rfm", {}, signal),
});
