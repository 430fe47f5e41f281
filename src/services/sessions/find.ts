import type { Scope } from "../../contract/scopes.ts";
import { sessionByToken } from "../../db/browser-sessions.ts";
import type { Sql } from "../../db/database.ts";
import { hashOfSecret } from "./secret.ts";

/** Whose session a cookie is; null when it is unknown, ended or its key revoked. */
export async function findSession(
  sql: Sql,
  token: string,
): Promise<{ keyId: string | null; scopes: Scope[] } | null> {
  return (await sessionByToken(sql, hashOfSecret(token))) ?? null;
}
