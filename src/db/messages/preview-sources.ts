import type { Sql } from "../core/database.ts";

/** The contact that an event speaks of. */
export async function contactOfEvent(sql: Sql, eventId: string): Promise<string | null> {
  const rows = await sql.query<{ contactId: string | null }>(
    `select contact_id as "contactId" from events where id = $1`,
    [eventId],
  );
  return rows[0]?.contactId ?? null;
}
