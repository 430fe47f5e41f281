import { visitorKinds } from "../../domain/identity.ts";
import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";
import { moveCart } from "./carts.ts";
import { moveInbox } from "./in-app-inboxes.ts";

/**
 * Gives everything of one contact to another and deletes the first. Its events, runs and messages
 * go along: whoever erases the person later must find them. Runs come first: blocks lock them for as
 * long as they write, so what they have written of the contact is there when it is moved. The caller
 * holds the locks of both contacts.
 */
export async function moveToContact(
  sql: Sql,
  { from, into }: { from: string; into: string },
): Promise<void> {
  const both: readonly [string, string] = [from, into];
  await sql.query("update runs set contact_id = $2 where contact_id = $1", both);
  await sql.query("update run_waits set contact_id = $2 where contact_id = $1", both);
  await sql.query(
    "update contact_identities set contact_id = $2, is_alias = true where contact_id = $1",
    both,
  );
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
    `insert into contact_topic_channels (contact_id, topic_id, channel, state, changed_at)
     select $2, topic_id, channel, state, changed_at from contact_topic_channels
      where contact_id = $1 order by topic_id, channel
     on conflict (contact_id, topic_id, channel) do update
       set state = 'unsubscribed', changed_at = excluded.changed_at
       where contact_topic_channels.state = 'subscribed' and excluded.state = 'unsubscribed'`,
    both,
  );
  await sql.query(
    `insert into contact_channels (contact_id, channel, unsubscribed_at)
     select $2, channel, unsubscribed_at from contact_channels where contact_id = $1 order by channel
     on conflict do nothing`,
    both,
  );
  await sql.query("update consent_log set contact_id = $2 where contact_id = $1", both);
  await sql.query(
    `update topic_confirmations t set contact_id = $2
      where contact_id = $1 and not exists (
        select from topic_confirmations o
         where o.contact_id = $2 and o.topic_id = t.topic_id
           and o.channel is not distinct from t.channel)`,
    both,
  );
  await sql.query(
    // Held out is who the elder of the two is held out as: ids are made in the order of time.
    `update contacts c
        set unsubscribed_at = coalesce(c.unsubscribed_at, gone.unsubscribed_at),
            drawn_as = case when coalesce(gone.drawn_as, gone.id) < coalesce(c.drawn_as, c.id)
                            then coalesce(gone.drawn_as, gone.id) else c.drawn_as end
       from contacts gone where c.id = $2 and gone.id = $1`,
    both,
  );
  await moveGates(sql, { from, into });
  await sql.query("update frequency_resets set contact_id = $2 where contact_id = $1", both);
  await sql.query("update orders set contact_id = $2 where contact_id = $1", both);
  await sql.query("update events set contact_id = $2 where contact_id = $1", both);
  await sql.query("update messages set contact_id = $2 where contact_id = $1", both);
  await sql.query("update pressure_taken set contact_id = $2 where contact_id = $1", both);
  await sql.query("update pressure_waiting set contact_id = $2 where contact_id = $1", both);
  await moveInterest(sql, both);
  await sql.query("update conversions set contact_id = $2 where contact_id = $1", both);
  await sql.query("update holdouts set contact_id = $2 where contact_id = $1", both);
  await sql.query(
    "update activity_outbox set contact_id = $2 where contact_id = $1 and detail is not null",
    both,
  );
  await moveCart(sql, { from, into });
  await sql.query("update contact_devices set contact_id = $2 where contact_id = $1", both);
  await moveInbox(sql, { from, into });
  await sql.query("update promo_codes set contact_id = $2 where contact_id = $1", both);
  await sql.query("update run_contacts set contact_id = $2 where contact_id = $1", both);
  await sql.query(
    `insert into unowned_identities (contact_id, kind, value, reason, stated, since)
     select $2, kind, value, reason, stated, since from unowned_identities where contact_id = $1
      order by kind, value
     on conflict do nothing`,
    both,
  );
  await sql.query("delete from contacts where id = $1", [from]);
}

/** What either has looked at, asked for or been told counts for the one that stays. */
async function moveInterest(sql: Sql, both: readonly [string, string]): Promise<void> {
  await sql.query(
    `insert into product_interest as i (contact_id, product, viewed_at, carted_at, stock_asked_at,
                                        price_asked_at, stock_told_at, price_told_at, seen_on)
     select $2, product, viewed_at, carted_at, stock_asked_at, price_asked_at, stock_told_at,
            price_told_at, seen_on
       from product_interest where contact_id = $1 order by product
     on conflict (contact_id, product) do update
       set viewed_at = greatest(i.viewed_at, excluded.viewed_at),
           carted_at = greatest(i.carted_at, excluded.carted_at),
           stock_asked_at = greatest(i.stock_asked_at, excluded.stock_asked_at),
           price_asked_at = greatest(i.price_asked_at, excluded.price_asked_at),
           stock_told_at = greatest(i.stock_told_at, excluded.stock_told_at),
           price_told_at = greatest(i.price_told_at, excluded.price_told_at),
           seen_on = greatest(i.seen_on, excluded.seen_on)`,
    both,
  );
  await sql.query("delete from product_interest where contact_id = $1", [both[0]]);
}

/**
 * The rule for two gates (docs/adr/0026-a-visitor-who-signs-in.md): a launch that counts for ever
 * counts from either; else a closed gate of the one that stays is as it is, and where it is open, or
 * there is none, that of the other one counts.
 */
async function moveGates(sql: Sql, { from, into }: { from: string; into: string }): Promise<void> {
  await sql.query(
    `insert into launch_gates (binding_id, subject, launched_at, next_allowed_at, event_id)
     select g.binding_id, $2, g.launched_at, g.next_allowed_at, g.event_id
       from bindings b join launch_gates g on g.binding_id = b.id and g.subject = $1
      order by g.binding_id
     on conflict (binding_id, subject) do update
       set launched_at = excluded.launched_at, next_allowed_at = excluded.next_allowed_at,
           event_id = excluded.event_id
       where launch_gates.next_allowed_at < excluded.next_allowed_at
         and (excluded.next_allowed_at = 'infinity' or launch_gates.next_allowed_at <= clock_timestamp())`,
    [from, into],
  );
  await sql.query(
    "delete from launch_gates g using bindings b where g.binding_id = b.id and g.subject = $1",
    [from],
  );
}

/** Of contacts `c`; $2: the kinds of identities that visitors have. */
const isVisitor = `
  not exists (select from contact_identities i
               where i.contact_id = c.id and i.kind <> all($2::text[]))`;

/** Which of some contacts are visitors: nothing but devices and chats find them. */
export async function visitorsAmong(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(
    {
      name: "visitors-among",
      text: `select c.id from contacts c
              where c.id = any(${anyLength("$1", "uuid")}) and ${isVisitor}`,
    },
    [ids, visitorKinds],
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Keeps visitors from being merged into an account until the end of the transaction.
 * @returns those contacts that are there: one that is missing was merged or erased meanwhile
 */
export async function holdVisitors(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  await sql.query(
    {
      name: "hold-visitors",
      text: `select from contacts c
              where c.id = any(${anyLength("$1", "uuid")}) and ${isVisitor}
              order by c.id for key share`,
    },
    [ids, visitorKinds],
  );
  const rows = await sql.query<{ id: string }>(
    {
      name: "held-contacts",
      text: `select id from contacts where id = any(${anyLength("$1", "uuid")})`,
    },
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Locks two contacts that are to be one. @returns false when one of them is gone */
export async function lockForMerge(sql: Sql, both: readonly [string, string]): Promise<boolean> {
  const rows = await sql.query(
    "select from contacts where id = any($1::uuid[]) order by id for update",
    [both],
  );
  return rows.length === both.length;
}

/**
 * Fills what a contact does not say of itself from another one. Attributes of both that are larger
 * than a contact's may be (64 kB) stay as they are.
 */
export async function fillProfile(
  sql: Sql,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await sql.query(
    `update contacts c
        set first_name = coalesce(c.first_name, gone.first_name),
            last_name = coalesce(c.last_name, gone.last_name),
            language = coalesce(c.language, gone.language),
            time_zone = coalesce(c.time_zone, gone.time_zone),
            attributes = case when octet_length((gone.attributes || c.attributes)::text) <= 65536
                              then gone.attributes || c.attributes else c.attributes end,
            updated_at = now()
       from contacts gone where c.id = $2 and gone.id = $1`,
    [from, into],
  );
}
