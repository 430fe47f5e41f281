import { queryOptions } from "@tanstack/react-query";
import { get } from "./client.ts";

export interface Instance {
  version: string;
  publicUrl: string;
  temporalUi: string | null;
  channels: { channel: string; available: boolean; why: string | null }[];
  inboxInUse: boolean;
  temporalAhead: { since: string; words: string } | null;
  today: { events: number; runs: number; mostCounted: number };
}

/** What this installation is and has. */
export const instanceQuery = queryOptions({
  queryKey: ["instance"],
  queryFn: ({ signal }) => get<Instance>("/instance", {}, signal),
  staleTime: 30_000,
});
