import { deleteSession } from "../../db/access/browser-sessions.ts";
import type { Sql } from "../../db/core/database.ts";
import { hashOfSecret } from "./secret.ts";

/** Ends a session; one that is not there is ended already. */
export async function endSession(sql: Sql, token: string): Promise<void> {
  await deleteSession(sql, hashOfSecret(token));
}
