import type { Suppressed } from "../../domain/suppression.ts";
import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";
import { suppressionOf } from "../messages/suppressions.ts";
import type { TopicState } from "./contact-topics.ts";

/** What bears on whether a contact may be written to about a topic. */
export interface Permission {
  unsubscribed: boolean;
  /** From all marketing by the channel. */
  unsubscribedByChannel: boolean;
  /** Null when the contact has said nothing about it, or there is no such topic. */
  state: TopicState | null;
  /** The same, said for the channel alone. */
  stateByChannel: TopicState | null;
  /** Null when there is no such topic. */
  optIn: boolean | null;
  /** The contact's own addresses of a kind, where that was asked for. */
  addresses: OwnAddress[] | null;
}

/** An address that belongs to the contact, with what keeps messages away from it. */
export interface OwnAddress {
  value: string;
  suppressed: Suppressed | null;
}

/**
 * Of several contacts, by id; those that are gone are missing.
 * @param about `kind`: of which addresses are told with them; null: of none
 */
export async function permissionsOf(
  sql: Sql,
  contactIds: readonly string[],
  { topic, channel, kind }: { topic: string | null; channel: string; kind: string | null },
): Promise<Map<string, Permission>> {
  const rows = await sql.query<Permission & { id: string }>(
    {
      name: "permissions",
      text: `select c.id, c.unsubscribed_at is not null as unsubscribed,
                    u.contact_id is not null as "unsubscribedByChannel", m.state,
                    b.state as "stateByChannel", t.opt_in as "optIn",
                    (select json_agg(json_build_object('value', i.value, 'suppressed',
                              (select row_to_json(s) from ${suppressionOf("$3", "i.value")} s)))
                       from contact_identities i
                      where i.contact_id = c.id and i.kind = $4) as addresses
               from contacts c
               left join topics t on t.key = $2
               left join contact_topics m on m.contact_id = c.id and m.topic_id = t.id
               left join contact_channels u on u.contact_id = c.id and u.channel = $3
               left join contact_topic_channels b
                 on b.contact_id = c.id and b.topic_id = t.id and b.channel = $3
              where c.id = any(${anyLength("$1", "uuid")})`,
    },
    [contactIds, topic, channel, kind],
  );
  return new Map(rows.map(({ id, ...permission }) => [id, permission]));
}
