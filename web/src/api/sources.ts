import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  source,
  sourceMapping,
  sourceSamples,
  sourceTried,
  sourceWithAddress,
} from "../../../src/contract/api/sources.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type Source = Wire<z.input<typeof source>>;
export type SourceWithAddress = Wire<z.input<typeof sourceWithAddress>>;
export type SourceMapping = z.output<typeof sourceMapping>;
type Samples = Wire<z.input<typeof sourceSamples>>;
/** A body is any JSON: `Wire` knows nothing of it. */
export type SourceSample = Omit<Samples["items"][number], "body"> & { body: unknown };
export type SourceTried = Wire<z.input<typeof sourceTried>>;
export type TriedEntry = Omit<SourceTried, "entries">;

export const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: ["/sources", id],
    queryFn: ({ signal }) => get<Source>(`/sources/${encodeURIComponent(id)}`, {}, signal),
  });

export const samplesQuery = (id: string) =>
  queryOptions({
    queryKey: ["/sources", id, "samples"],
    queryFn: ({ signal }) =>
      get<{ items: SourceSample[] }>(`/sources/${encodeURIComponent(id)}/samples`, {}, signal),
    refetchInterval: 5_000,
  });
