import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "./database.ts";

/**
 * What became of a transaction whose COMMIT got no answer. Waits for Postgres to come back and for
 * the transaction to end, `waitMs` at most.
 */
export async function transactionFate(
  db: Database,
  xid: string,
  waitMs: number,
): Promise<"committed" | "aborted" | "unknown"> {
  const deadline = Date.now() + waitMs;
  do {
    const rows = await db
      .query<{ status: string | null }>("select pg_xact_status($1::xid8) as status", [xid])
      .catch(() => []);
    const status = rows[0]?.status;
    if (status === "committed" || status === "aborted") return status;
    await sleep(100);
  } while (Date.now() < deadline);
  return "unknown";
}
