import type { Sql } from "../core/database.ts";

export interface ResendRow {
  messageId: string;
  runId: string;
}

/** What was asked for by a request before. */
export async function resendAsked(
  sql: Sql,
  originalId: string,
  requestId: string,
): Promise<ResendRow | undefined> {
  const [row] = await sql.query<ResendRow>(
    `select message_id as "messageId", run_id as "runId" from message_resends
      where original_id = $1 and request_id = $2`,
    [originalId, requestId],
  );
  return row;
}

export async function recordResend(
  sql: Sql,
  resend: ResendRow & { originalId: string; requestId: string },
): Promise<void> {
  await sql.query(
    `insert into message_resends (message_id, run_id, original_id, request_id)
     values ($1, $2, $3, $4)`,
    [resend.messageId, resend.runId, resend.originalId, resend.requestId],
  );
}

export async function resendsOf(
  sql: Sql,
  originalId: string,
): Promise<(ResendRow & { requestedAt: Date })[]> {
  return sql.query<ResendRow & { requestedAt: Date }>(
    `select message_id as "messageId", run_id as "runId", requested_at as "requestedAt"
       from message_resends where original_id = $1 order by requested_at desc limit 20`,
    [originalId],
  );
}

/** Which message one repeats; null: it is one of its own. */
export async function originalOfResend(sql: Sql, messageId: string): Promise<string | null> {
  const [row] = await sql.query<{ originalId: string }>(
    `select original_id as "originalId" from message_resends where message_id = $1`,
    [messageId],
  );
  return row?.originalId ?? null;
}

/** Holds a message until the transaction ends, so that of two equal requests one is the first. */
export async function lockMessage(sql: Sql, id: string): Promise<void> {
  await sql.query("select from messages where id = $1 for no key update", [id]);
}

/** The pools whose codes were given to a step's run, and are of no use any more. */
export async function expiredPoolsOfRun(sql: Sql, runId: string): Promise<string[]> {
  const rows = await sql.query<{ name: string }>(
    `select distinct p.name from promo_codes c join promo_pools p on p.id = c.pool_id
      where c.run_id = $1 and c.given_at is not null and p.expires_at <= now() order by 1`,
    [runId],
  );
  return rows.map(({ name }) => name);
}

/** Those of some files that are no longer kept. */
export async function filesGone(sql: Sql, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await sql.query<{ id: string }>(
    `select given.id::text as id from unnest($1::text[]) as given (id)
      where not exists (select from attached_files f where f.id = given.id)`,
    [ids],
  );
  return rows.map(({ id }) => id);
}
