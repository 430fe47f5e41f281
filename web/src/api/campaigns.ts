import { queryOptions } from "@tanstack/react-query";
import type { ImportResult, Example } from "../../../src/contract/api/campaigns.ts";
import { get, post } from "./client.ts";

export type { ImportResult, Example };

export const examplesQuery = queryOptions({
  queryKey: ["examples"],
  queryFn: ({ signal }) => get<{ items: Example[] }>("/examples", {}, signal),
  select: ({ items }) => items,
  staleTime: 10 * 60_000,
});

/** A workflow whose name is taken: left alone, or made beside it under another name. */
export type OnConflict = "keep" | "copy";

export interface BringIn {
  onConflict: OnConflict;
  sampleData: boolean;
}

export const makeExample = (name: string, options: BringIn) =>
  post<ImportResult>(`/examples/${encodeURIComponent(name)}`, options);

export const importCampaign = (campaign: unknown, options: BringIn & { dryRun: boolean }) =>
  post<ImportResult & { dryRun: boolean }>("/campaigns/import", campaign, { ...options });
