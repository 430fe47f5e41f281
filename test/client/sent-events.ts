import type { Database } from "../../src/db/core/database.ts";

/** What has arrived, in the order in which it was kept. */
export async function arrived(
  db: Database,
): Promise<{ type: string; key: string; messageId: string | null; contactId: string | null }[]> {
  return db.query(
    `select t.key as type, e.key_value as key, e.message_id as "messageId",
            e.contact_id as "contactId"
       from events e join event_types t on t.id = e.type_id order by e.id`,
  );
}

export async function keysArrived(db: Database): Promise<string[]> {
  return (await arrived(db)).map(({ key }) => key);
}
