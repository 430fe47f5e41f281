import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";

/** What is known of inboxes as a whole: their revisions, and when their contacts were there. */

/** Notes that a contact is there: to the hour, so that most requests write nothing. */
export async function noteInboxUse(sql: Sql, contactId: string): Promise<void> {
  await sql.query(
    {
      name: "note-inbox-use",
      text: `insert into in_app_inboxes as i (contact_id, last_used_at)
             select id, now() from contacts
              where id = $1 and not exists (
                select from in_app_inboxes
                 where contact_id = $1 and last_used_at > now() - interval '1 hour')
             on conflict (contact_id) do update set last_used_at = now()`,
    },
    [contactId],
  );
}

/** When each of some contacts was in its inbox last; who never was is missing. */
export async function lastInboxUses(
  sql: Sql,
  contactIds: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await sql.query<{ id: string; at: Date | null }>(
    {
      name: "last-inbox-uses",
      text: `select contact_id as id, last_used_at as at from in_app_inboxes
              where contact_id = any(${anyLength("$1", "uuid")})`,
    },
    [contactIds],
  );
  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])));
}

/** The revisions of some contacts' inboxes: of all that are watched, in one look. */
export async function inboxRevisions(
  sql: Sql,
  contactIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql.query<{ id: string; revision: string }>(
    {
      name: "inbox-revisions",
      text: `select contact_id as id, revision::text as revision from in_app_inboxes
              where contact_id = any(${anyLength("$1", "uuid")})`,
    },
    [contactIds],
  );
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

/** Gives the inbox of one contact to another; what streams of either have told is told again. */
export async function moveInbox(
  sql: Sql,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await sql.query(
    `with box as (
       insert into in_app_inboxes as i (contact_id, revision, last_used_at)
       select $2, revision + 1, last_used_at from in_app_inboxes where contact_id = $1
       on conflict (contact_id) do update
         set revision = greatest(i.revision, excluded.revision) + 1,
             last_used_at = greatest(i.last_used_at, excluded.last_used_at)
       returning revision)
     update in_app_messages m set contact_id = $2, revision = box.revision
       from box where m.contact_id = $1`,
    [from, into],
  );
}

/** Whether anybody has an inbox yet: a message in it, or was there. */
export async function areInboxesUsed(sql: Sql): Promise<boolean> {
  const rows = await sql.query("select from in_app_inboxes limit 1");
  return rows.length > 0;
}
