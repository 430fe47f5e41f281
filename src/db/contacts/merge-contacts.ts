import type { Sql } from "../core/database.ts";

/**
 * Gives everything of one contact to another and deletes the first. Its events, runs and messages
 * go along: whoever erases the person later must find them.
 */
export async function moveToContact(
  sql: Sql,
  { from, into }: { from: string; into: string },
): Promise<void> {
  const both = [from, into];
  await sql.query("update contact_identities set contact_id = $2 where contact_id = $1", both);
  await sql.query(
    `insert into segment_members (segment_id, contact_id, added_at)
     select segment_id, $2, added_at from segment_members where contact_id = $1 order by segment_id
     on conflict do nothing`,
    both,
  );
  await sql.query(
    `insert into contact_topics (contact_id, topic_id, state, changed_at)
     select $2, topic_id, state, changed_at from contact_topics where contact_id = $1 order by topic_id
     on conflict (contact_id, topic_id) do update
       set state = 'unsubscribed', changed_at = excluded.changed_at
       where contact_topics.state = 'subscribed' and excluded.state = 'unsubscribed'`,
    both,
  );
  await sql.query(
    `update contacts c set unsubscribed_at = coalesce(c.unsubscribed_at, gone.unsubscribed_at)
       from contacts gone where c.id = $2 and gone.id = $1`,
    both,
  );
  await sql.query(
    `insert into launch_gates (binding_id, subject, launched_at, next_allowed_at, event_id)
     select g.binding_id, $2, g.launched_at, g.next_allowed_at, g.event_id
       from bindings b join launch_gates g on g.binding_id = b.id and g.subject = $1
      order by g.binding_id
     on conflict (binding_id, subject) do update
       set launched_at = excluded.launched_at, next_allowed_at = excluded.next_allowed_at,
           event_id = excluded.event_id
       where launch_gates.next_allowed_at < excluded.next_allowed_at`,
    both,
  );
  await sql.query("update orders set contact_id = $2 where contact_id = $1", both);
  await sql.query("update events set contact_id = $2 where contact_id = $1", both);
  await sql.query("update runs set contact_id = $2 where contact_id = $1", both);
  await sql.query("update messages set contact_id = $2 where contact_id = $1", both);
  await sql.query("update promo_codes set contact_id = $2 where contact_id = $1", both);
  await sql.query("update run_contacts set contact_id = $2 where contact_id = $1", both);
  await sql.query("delete from contacts where id = $1", [from]);
}
