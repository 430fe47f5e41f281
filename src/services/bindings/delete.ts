import { AppError } from "../../contract/errors.ts";
import { deleteBinding as deleteRow } from "../../db/binding-rows.ts";
import type { Database } from "../../db/database.ts";

/**
 * Ends a link. Runs under way go on. Its memory of who launched when goes with it: whoever wants
 * to pause a binding and keep the promise switches it off instead.
 */
export async function deleteBinding(db: Database, id: string): Promise<void> {
  const deleted = await db.tx((sql) => deleteRow(sql, id));
  if (!deleted) throw new AppError("not_found", `there is no binding ${id}`);
}
