import type { Sql } from "../core/database.ts";

/**
 * Keeps the one invitation of a person, in place of the one before.
 * @returns until when it holds; null when there is no such person, or it is disabled
 */
export async function putInvitation(
  sql: Sql,
  invitation: { personId: string; tokenHash: Buffer; days: number },
): Promise<Date | null> {
  const [row] = await sql.query<{ expiresAt: Date }>(
    `insert into invitations (person_id, token_hash, expires_at)
     select id, $2, now() + make_interval(days => $3)
       from people where id = $1 and disabled_at is null
     on conflict (person_id) do update
       set token_hash = excluded.token_hash, expires_at = excluded.expires_at
     returning expires_at as "expiresAt"`,
    [invitation.personId, invitation.tokenHash, invitation.days],
  );
  return row?.expiresAt ?? null;
}

/** Whom a token invites; null when it is unknown, used, replaced or too old. */
export async function invitedBy(
  sql: Sql,
  tokenHash: Buffer,
): Promise<{ personId: string; email: string } | null> {
  const [row] = await sql.query<{ personId: string; email: string }>(
    `select p.id as "personId", p.email
       from invitations i join people p on p.id = i.person_id
      where i.token_hash = $1 and i.expires_at > now() and p.disabled_at is null`,
    [tokenHash],
  );
  return row ?? null;
}

/** Uses a token of `invitedBy` up: of several requests with it only one gets true. */
export async function takeInvitation(sql: Sql, tokenHash: Buffer): Promise<boolean> {
  const rows = await sql.query("delete from invitations where token_hash = $1 returning 1", [
    tokenHash,
  ]);
  return rows.length > 0;
}

/** The person's links stop working. */
export async function withdrawInvitation(sql: Sql, personId: string): Promise<void> {
  await sql.query("delete from invitations where person_id = $1", [personId]);
}
