import type { Scope } from "../contract/scopes.ts";
import type { Sql } from "./database.ts";

/** Keeps a code, and forgets those that have run out. */
export async function insertSignInCode(sql: Sql, codeHash: Buffer, hours: number): Promise<void> {
  await sql.query("delete from sign_in_codes where expires_at < now()");
  await sql.query(
    "insert into sign_in_codes (code_hash, expires_at) values ($1, now() + make_interval(hours => $2))",
    [codeHash, hours],
  );
}

/** Uses a code up: of several requests with it only one gets true. */
export async function takeSignInCode(sql: Sql, codeHash: Buffer): Promise<boolean> {
  const rows = await sql.query<{ valid: boolean }>(
    "delete from sign_in_codes where code_hash = $1 returning expires_at > now() as valid",
    [codeHash],
  );
  return rows[0]?.valid === true;
}

/** Keeps a session, and forgets those that have run out. */
export async function insertSession(
  sql: Sql,
  session: { tokenHash: Buffer; keyId: string | null; scopes: readonly Scope[]; days: number },
): Promise<void> {
  await sql.query("delete from browser_sessions where expires_at < now()");
  await sql.query(
    `insert into browser_sessions (token_hash, api_key_id, scopes, expires_at)
     values ($1, $2, $3, now() + make_interval(days => $4))`,
    [session.tokenHash, session.keyId, session.scopes, session.days],
  );
}

/** A session that has not run out, and whose key, where it has one, is not revoked. */
export async function sessionByToken(
  sql: Sql,
  tokenHash: Buffer,
): Promise<{ keyId: string | null; scopes: Scope[] } | undefined> {
  const [row] = await sql.query<{ keyId: string | null; scopes: Scope[] }>(
    {
      name: "session-by-token",
      text: `select s.api_key_id as "keyId", s.scopes
               from browser_sessions s left join api_keys k on k.id = s.api_key_id
              where s.token_hash = $1 and s.expires_at > now() and k.revoked_at is null`,
    },
    [tokenHash],
  );
  return row;
}

export async function deleteSession(sql: Sql, tokenHash: Buffer): Promise<void> {
  await sql.query("delete from browser_sessions where token_hash = $1", [tokenHash]);
}
