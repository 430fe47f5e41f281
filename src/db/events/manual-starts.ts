import type { Sql } from "../core/database.ts";

const actor = "string_to_array(nullif(current_setting('campanile.actor', true), ''), ':')";
const actorKind = `(${actor})[1]`;
const actorId = `nullif((${actor})[2], '')::uuid`;

/** Notes who has sent an event to start a workflow for somebody. A repetition changes nothing. */
export async function noteManualStart(
  sql: Sql,
  { eventId, bindingId }: { eventId: string; bindingId: string },
): Promise<void> {
  await sql.query(
    `insert into manual_starts (event_id, binding_id, actor_kind, actor_id)
     values ($1, $2, ${actorKind}, ${actorId}) on conflict do nothing`,
    [eventId, bindingId],
  );
}

/** Notes who had a frequency counted anew for a contact. */
export async function noteFrequencyReset(
  sql: Sql,
  { id, bindingId, contactId }: { id: string; bindingId: string; contactId: string },
): Promise<void> {
  await sql.query(
    `insert into frequency_resets (id, binding_id, contact_id, actor_kind, actor_id)
     values ($1, $2, $3, ${actorKind}, ${actorId})`,
    [id, bindingId, contactId],
  );
}
