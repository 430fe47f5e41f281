import { queryOptions } from "@tanstack/react-query";
import type { ImportResult, Example } from "../../../src/contract/api/campaigns.ts";
import { examplesInReadersLanguage } from "../i18n/load-api-texts.ts";
import { get, post } from "./client.ts";

export type { ImportResult, Example };

export const examplesQuery = queryOptions({
  queryKey: ["examples"],
  queryFn: async ({ signal }) => {
    const { items } = await get<{ items: Example[] }>("/examples", {}, signal);
    return { items: await examplesInReadersLanguage(items) };
  },
  select: ({ items }) => items,
  staleTime: 10 * 60_000,
});

/** What to do with a workflow whose name is taken: keep the existing one, or create a copy under another name. */
export type OnConflict = "keep" | "copy";

export interface ImportOptions {
  onConflict: OnConflict;
  sampleData: boolean;
}

export const createFromExample = (name: string, options: ImportOptions) =>
  post<ImportResult>(`/examples/${encodeURIComponent(name)}`, options);

export const importCampaign = (campaign: unknown, options: ImportOptions & { dryRun: boolean }) =>
  post<ImportResult & { dryRun: boolean }>("/campaigns/import", campaign, { ...options });
