import type { Sql } from "../core/database.ts";

/** Has a variable of a run show a contact, as it is at each reading. */
export async function putShownContact(
  sql: Sql,
  runId: string,
  name: string,
  contactId: string,
): Promise<void> {
  await sql.query(
    `insert into run_contacts (run_id, name, contact_id) values ($1, $2, $3)
     on conflict (run_id, name) do update set contact_id = excluded.contact_id`,
    [runId, name, contactId],
  );
  // The later one holds: a value of the same name goes.
  await sql.query("update runs set variables = variables - $2::text where id = $1", [runId, name]);
}

export async function shownContact(sql: Sql, runId: string, name: string): Promise<string | null> {
  const [row] = await sql.query<{ contactId: string }>(
    'select contact_id as "contactId" from run_contacts where run_id = $1 and name = $2',
    [runId, name],
  );
  return row?.contactId ?? null;
}
