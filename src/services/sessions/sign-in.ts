import { timingSafeEqual } from "node:crypto";
import type { Scope } from "../../contract/scopes.ts";
import { scopes } from "../../contract/scopes.ts";
import { apiKeyByHash } from "../../db/api-keys.ts";
import { insertSession, takeSignInCode } from "../../db/browser-sessions.ts";
import type { Database, Sql } from "../../db/database.ts";
import { hashOfKey } from "../api-keys/token.ts";
import { hashOfSecret, newSecret } from "./secret.ts";

export const sessionDays = 30;

export type SignIn = { outcome: "signed_in"; token: string } | { outcome: "refused" };

/** Whoever started Campanile signs in with the banner's code, and may do everything. */
export async function signInWithCode(db: Database, code: string): Promise<SignIn> {
  return db.tx(async (sql) =>
    (await takeSignInCode(sql, hashOfSecret(code)))
      ? open(sql, { keyId: null, scopes })
      : { outcome: "refused" },
  );
}

/** A session may do what its key may; `fixedKey` is the one of the setting API_KEY. */
export async function signInWithKey(
  db: Database,
  key: string,
  fixedKey: string | undefined,
): Promise<SignIn> {
  const hash = hashOfKey(key);
  if (fixedKey !== undefined && timingSafeEqual(hash, hashOfKey(fixedKey))) {
    return open(db, { keyId: null, scopes });
  }
  const row = await apiKeyByHash(db, hash);
  return row === null ? { outcome: "refused" } : open(db, { keyId: row.id, scopes: row.scopes });
}

async function open(
  sql: Sql,
  holder: { keyId: string | null; scopes: readonly Scope[] },
): Promise<SignIn> {
  const token = newSecret();
  await insertSession(sql, { ...holder, tokenHash: hashOfSecret(token), days: sessionDays });
  return { outcome: "signed_in", token };
}
