import type { ContactFacts } from "../../domain/facts.ts";
import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";

/**
 * What facts say of a contact `c`.
 * @param chats a condition in SQL: whether they are asked for
 * @param rfm the same for its RFM class
 */
export const contactColumns = (
  chats: string,
  rfm: string,
): string => `c.id, c.email, c.phone, c.first_name as "firstName",
  c.last_name as "lastName", c.language, c.time_zone as "timeZone", c.attributes,
  case when ${chats} then coalesce((select jsonb_object_agg(i.kind, i.value order by i.created_at) from contact_identities i
             where i.contact_id = c.id and i.kind in ('telegram', 'viber', 'slack')), '{}') end as chats,
  case when ${rfm} then (select json_build_object('class', r.class, 'recency', r.recency, 'frequency', r.frequency,
                            'monetary', r.monetary, 'since', r.since)
     from contact_rfm r where r.contact_id = c.id) end as rfm,
  coalesce(c.confirmed_email = c.email, false) as "emailConfirmed",
  c.unsubscribed_at is not null as unsubscribed,
  array(select s.name from segment_members m join segments s on s.id = m.segment_id
         where m.contact_id = c.id order by s.name) as segments,
  array(select t.key from contact_topics m join topics t on t.id = m.topic_id
         where m.contact_id = c.id and m.state = 'subscribed' order by t.key) as topics,
  array(select u.channel from contact_channels u
         where u.contact_id = c.id order by u.channel) as "unsubscribedChannels",
  array(select t.key || '/' || b.channel from contact_topic_channels b join topics t on t.id = b.topic_id
         where b.contact_id = c.id and b.state = 'subscribed' order by 1) as "topicsByChannel"`;

/** Contacts as facts show them, by id; those that are gone are missing. */
export async function contactFacts(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, ContactFacts>> {
  const rows = await sql.query<ContactFacts>(
    {
      name: "contact-facts-by-id",
      text: `select ${contactColumns("true", "true")} from contacts c where c.id = any(${anyLength("$1", "uuid")})`,
    },
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
