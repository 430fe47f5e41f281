import type { Config } from "../platform/config/config.ts";
import { runningTemporal } from "../platform/temporal/server.ts";

/** TEMPORAL_ADDRESS, or where the Temporal of a running `npm start` listens; null: neither is there. */
export async function temporalAddress(config: Config): Promise<string | null> {
  return config.temporal.address ?? (await runningTemporal(config.dataDir));
}
