import type { Sql } from "../core/database.ts";

/** One thing that is held about a contact. */
export interface HeldRow {
  kind: string;
  data: Record<string, unknown>;
}

/** A page of them, and the id that it ends with. */
export interface HeldPageRow extends HeldRow {
  id: string;
}

/** What there is little of: who they are, what they want, what they have. */
export async function heldOfContact(sql: Sql, contactId: string): Promise<HeldRow[]> {
  return sql.query<HeldRow>(
    `select held.kind, held.data from (
       select 'contact' as kind, to_jsonb(c) as data from contacts c where c.id = $1
       union all select 'identity', to_jsonb(i) from contact_identities i where i.contact_id = $1
       union all select 'unownedIdentity', to_jsonb(u) from unowned_identities u where u.contact_id = $1
       union all select 'segment', to_jsonb(m) || jsonb_build_object('name', s.name)
         from segment_members m join segments s on s.id = m.segment_id where m.contact_id = $1
       union all select 'topic', to_jsonb(x) || jsonb_build_object('key', t.key, 'name', t.name)
         from contact_topics x join topics t on t.id = x.topic_id where x.contact_id = $1
       union all select 'topicByChannel', to_jsonb(x) || jsonb_build_object('key', t.key, 'name', t.name)
         from contact_topic_channels x join topics t on t.id = x.topic_id where x.contact_id = $1
       union all select 'channel', to_jsonb(x) from contact_channels x where x.contact_id = $1
       union all select 'confirmation', to_jsonb(x) from topic_confirmations x where x.contact_id = $1
       union all select 'device', to_jsonb(d) - 'keys' from contact_devices d where d.contact_id = $1
       union all select 'cart', to_jsonb(k) from carts k where k.contact_id = $1
       union all select 'productInterest', to_jsonb(p) from product_interest p where p.contact_id = $1
       union all select 'rfm', to_jsonb(f) from contact_rfm f where f.contact_id = $1
       union all select 'promoCode', to_jsonb(p) from promo_codes p where p.contact_id = $1
       union all select 'inAppMessage', to_jsonb(m) from in_app_messages m where m.contact_id = $1
       union all select 'holdout', to_jsonb(h) from holdouts h where h.contact_id = $1
       union all select 'conversion', to_jsonb(v) from conversions v where v.contact_id = $1
       union all select 'frequencyReset', to_jsonb(r) from frequency_resets r where r.contact_id = $1
       union all select 'suppression', to_jsonb(s) - 'address_hash' from suppressions s
         where s.address in (select value from contact_identities where contact_id = $1)
           and s.address_hash in (select sha256(convert_to(value, 'UTF8')) from contact_identities
                                   where contact_id = $1)
       union all select 'chat', to_jsonb(h) from chat_threads h
         where h.address in (select value from contact_identities where contact_id = $1)
     ) held`,
    [contactId],
  );
}

/** Orders with the states that they have reached, the oldest first, behind an id. */
export async function heldOrders(
  sql: Sql,
  contactId: string,
  behind: string,
  limit: number,
): Promise<HeldPageRow[]> {
  return sql.query<HeldPageRow>(
    `select o.id, 'order' as kind, to_jsonb(o) || jsonb_build_object('statuses', coalesce(
              (select jsonb_agg(to_jsonb(s) - 'order_id') from order_statuses s where s.order_id = o.id),
              '[]')) as data
       from orders o where o.contact_id = $1 and o.id > $2 order by o.id limit $3`,
    [contactId, behind, limit],
  );
}

/** Events with their types and what they decided, the oldest first, behind an id. */
export async function heldEvents(
  sql: Sql,
  contactId: string,
  behind: string,
  limit: number,
): Promise<HeldPageRow[]> {
  return sql.query<HeldPageRow>(
    `select e.id, 'event' as kind, to_jsonb(e) || jsonb_build_object('type', coalesce(t.key, f.key),
              'decisions', coalesce((select jsonb_agg(to_jsonb(d) - 'event_id') from event_decisions d
                                      where d.event_id = e.id), '[]')) as data
       from events e
       left join event_types t on t.id = e.type_id
       left join former_event_types f on f.id = e.type_id
      where e.contact_id = $1 and e.id > $2 order by e.id limit $3`,
    [contactId, behind, limit],
  );
}

/** Runs with their way, the oldest first, behind an id. */
export async function heldRuns(
  sql: Sql,
  contactId: string,
  behind: string,
  limit: number,
): Promise<HeldPageRow[]> {
  return sql.query<HeldPageRow>(
    `select r.id, 'run' as kind, to_jsonb(r) || jsonb_build_object('workflow', w.name,
              'steps', coalesce((select jsonb_agg(to_jsonb(s) - 'run_id' order by s.position)
                                   from run_steps s where s.run_id = r.id), '[]')) as data
       from runs r join workflows w on w.id = r.workflow_id
      where r.contact_id = $1 and r.id > $2 order by r.id limit $3`,
    [contactId, behind, limit],
  );
}

/** Messages as they were sent, with their log and clicks, the oldest first, behind a time and an id. */
export async function heldMessages(
  sql: Sql,
  contactId: string,
  behind: { at: string; id: string },
  limit: number,
): Promise<(HeldPageRow & { at: string })[]> {
  return sql.query<HeldPageRow & { at: string }>(
    `select m.id, 'message' as kind,
            to_char(m.queued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
            to_jsonb(m) || jsonb_build_object('log', coalesce(
              (select jsonb_agg(to_jsonb(l) - 'message_id' order by l.id) from message_log l
                where l.message_id = m.id), '[]'), 'clicked', coalesce(
              (select jsonb_agg(to_jsonb(k) - 'message_id') from link_clicks k
                where k.message_id = m.id), '[]')) as data
       from messages m
      where m.contact_id = $1 and (m.queued_at, m.id) > ($2::timestamptz, $3::uuid)
      order by m.queued_at, m.id limit $4`,
    [contactId, behind.at, behind.id, limit],
  );
}
