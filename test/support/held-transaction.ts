import type { Database } from "../../src/db/core/database.ts";
import { deferred } from "./deferred.ts";

/**
 * A transaction that has made a statement, such as one that locks, and stays open until it is ended.
 * Resolves when the statement is made.
 */
export async function heldTransaction(
  db: Database,
  statement: string,
): Promise<{ end(): Promise<void> }> {
  const made = deferred();
  const release = deferred();
  const ended = db.tx(async (sql) => {
    await sql.query(statement);
    made.resolve();
    await release.promise;
  });
  await Promise.race([made.promise, ended]);
  return {
    end: () => {
      release.resolve();
      return ended;
    },
  };
}
