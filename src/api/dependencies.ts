import type { Logger } from "pino";
import type { Config } from "../contract/config.ts";
import type { Database } from "../db/database.ts";
import type { Ingest } from "../contract/ingest.ts";

/** What routes are given. */
export interface ApiDependencies {
  db: Database;
  ingest: Ingest;
  config: Config;
  log: Logger;
  /** Whether Temporal answers; for /readyz. */
  temporalReady(): Promise<boolean>;
}
