import type { Role } from "../../contract/roles.ts";
import type { Scope } from "../../contract/scopes.ts";
import type { Sql } from "../core/database.ts";

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

/** Whose a session is: a person's, who has scopes by role, or else one with scopes of its own. */
export type SessionHolder =
  | { personId: string }
  | { personId: null; keyId: string | null; scopes: readonly Scope[] };

/** Keeps a session, and forgets those that have run out. */
export async function insertSession(
  sql: Sql,
  session: { tokenHash: Buffer; holder: SessionHolder; days: number },
): Promise<void> {
  const { holder } = session;
  const own = holder.personId === null ? holder : { keyId: null, scopes: [] };
  await sql.query("delete from browser_sessions where expires_at < now()");
  await sql.query(
    `insert into browser_sessions (token_hash, person_id, api_key_id, scopes, expires_at)
     values ($1, $2, $3, $4, now() + make_interval(days => $5))`,
    [session.tokenHash, holder.personId, own.keyId, own.scopes, session.days],
  );
}

export interface SessionRow {
  keyId: string | null;
  /** Its own: none where there is a person. */
  scopes: Scope[];
  person: { id: string; name: string; email: string; role: Role } | null;
  /** Whether it is time to note that the person is here. */
  unseen: boolean;
}

/**
 * A session that has not run out, and whose key is not revoked or whose person not disabled, where
 * it has one.
 */
export async function sessionByToken(sql: Sql, tokenHash: Buffer): Promise<SessionRow | null> {
  const [row] = await sql.query<SessionRow>(
    {
      name: "session-by-token",
      text: `select s.api_key_id as "keyId", s.scopes,
                    case when p.id is not null then
                      json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'role', p.role)
                    end as person,
                    p.id is not null and (p.last_seen_at is null or
                      p.last_seen_at < now() - interval '1 minute') as unseen
               from browser_sessions s
               left join api_keys k on k.id = s.api_key_id
               left join people p on p.id = s.person_id
              where s.token_hash = $1 and s.expires_at > now()
                and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
                and p.disabled_at is null`,
    },
    [tokenHash],
  );
  return row ?? null;
}

/** Makes a session a person's. @returns false when it has ended */
export async function transferSession(
  sql: Sql,
  tokenHash: Buffer,
  personId: string,
): Promise<boolean> {
  const rows = await sql.query(
    `update browser_sessions set person_id = $2, api_key_id = null, scopes = '{}'
      where token_hash = $1 and expires_at > now() returning 1`,
    [tokenHash, personId],
  );
  return rows.length > 0;
}

/** Ends all sessions that belong to neither a person nor a key of the database. */
export async function deleteUnownedSessions(sql: Sql): Promise<void> {
  await sql.query("delete from browser_sessions where person_id is null and api_key_id is null");
}

/** Ends all sessions of a person, but the one of `except` if given. */
export async function deleteSessionsOf(
  sql: Sql,
  personId: string,
  except: Buffer | null = null,
): Promise<void> {
  await sql.query(
    `delete from browser_sessions
      where person_id = $1 and ($2::bytea is null or token_hash <> $2)`,
    [personId, except],
  );
}

export async function deleteSession(sql: Sql, tokenHash: Buffer): Promise<void> {
  await sql.query("delete from browser_sessions where token_hash = $1", [tokenHash]);
}
