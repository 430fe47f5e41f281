import type { Database } from "../../db/core/database.ts";
import { findTemporalAhead } from "../../db/queue/temporal-ahead.ts";
import { temporalAheadMessage } from "../../services/health/temporal-ahead.ts";

/** @throws Error that says that Temporal knows more than Postgres, as a worker has seen */
export async function restoredOf(db: Database): Promise<string> {
  const ahead = await findTemporalAhead(db);
  if (ahead === null) return "Postgres knows all that Temporal knows";
  throw new Error(temporalAheadMessage(ahead));
}
