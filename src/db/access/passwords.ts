import type { Sql } from "../core/database.ts";

export interface PasswordRow {
  id: string;
  email: string;
  passwordHash: string | null;
}

const passwords = `select id, email, password_hash as "passwordHash" from people`;

/** Disabled people too: `lockPassword` is what lets nobody in as them. */
export async function passwordByEmail(sql: Sql, email: string): Promise<PasswordRow | null> {
  const [row] = await sql.query<PasswordRow>(`${passwords} where email = $1`, [email]);
  return row ?? null;
}

export async function passwordOf(sql: Sql, personId: string): Promise<PasswordRow | null> {
  const [row] = await sql.query<PasswordRow>(`${passwords} where id = $1`, [personId]);
  return row ?? null;
}

/**
 * Whether this is still the password of somebody who may sign in, held until the transaction ends: a
 * session opened in it is there for whoever changes the password next, and ends the sessions.
 */
export async function lockPassword(sql: Sql, personId: string, hash: string): Promise<boolean> {
  const rows = await sql.query(
    `select 1 from people where id = $1 and password_hash = $2 and disabled_at is null for share`,
    [personId, hash],
  );
  return rows.length > 0;
}

/** @returns false when the password is not `from` any more */
export async function replacePassword(
  sql: Sql,
  personId: string,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const rows = await sql.query(
    "update people set password_hash = $3 where id = $1 and password_hash = $2 returning 1",
    [personId, from, to],
  );
  return rows.length > 0;
}

/** Sets a password for the first time or anew; the name stays when it is undefined. */
export async function setPassword(
  sql: Sql,
  personId: string,
  { hash, name }: { hash: string; name?: string | undefined },
): Promise<void> {
  await sql.query("update people set password_hash = $2, name = coalesce($3, name) where id = $1", [
    personId,
    hash,
    name ?? null,
  ]);
}
