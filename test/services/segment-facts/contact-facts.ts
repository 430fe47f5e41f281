import type { Database } from "../../../src/db/core/database.ts";
import type { contactFields } from "../../../src/domain/segment-rules/variables.ts";

export type Change = (db: Database, contactId: string) => Promise<unknown>;
export const sql =
  (text: string): Change =>
  (db, id) =>
    db.query(text, [id]);
export const field = (set: string): Change => sql(`update contacts set ${set} where id = $1`);

export interface Fact {
  rule: unknown;
  into: Change;
  out: Change;
}

export const variable = (name: string) => ({ var: name });
export const isSet = (name: string) => ({ isSet: variable(name) });
export const has = (name: string, entry: string) => ({ in: [entry, variable(name)] });

function column(name: string, of: string, value: string): Fact {
  return {
    rule: isSet(`contact.${name}`),
    into: field(`${of} = '${value}'`),
    out: field(`${of} = null`),
  };
}

function chat(kind: string): Fact {
  return {
    rule: isSet(`contact.chats.${kind}`),
    into: sql(
      `insert into contact_identities (kind, value, contact_id) values ('${kind}', $1::uuid::text, $1)`,
    ),
    out: sql(`delete from contact_identities where kind = '${kind}' and contact_id = $1`),
  };
}

/** What never changes is asked of each new contact, and goes with it. */
export const unchanging = ["id", "createdAt"] as const;
type Changing = Exclude<(typeof contactFields)[number], (typeof unchanging)[number]>;

export const ofContact: Record<Changing, Fact> = {
  email: column("email", "email", "anna@example.com"),
  phone: column("phone", "phone", "+380501234567"),
  firstName: column("firstName", "first_name", "Anna"),
  lastName: column("lastName", "last_name", "Shevchenko"),
  language: column("language", "language", "uk"),
  timeZone: column("timeZone", "time_zone", "Europe/Kyiv"),
  emailConfirmed: {
    rule: variable("contact.emailConfirmed"),
    into: field("email = 'a@example.com', confirmed_email = 'a@example.com'"),
    out: field("email = 'b@example.com'"),
  },
  unsubscribed: {
    rule: variable("contact.unsubscribed"),
    into: field("unsubscribed_at = now()"),
    out: field("unsubscribed_at = null"),
  },
  topics: {
    rule: has("contact.topics", "news"),
    into: sql(
      "insert into contact_topics (contact_id, topic_id, state) select $1, id, 'subscribed' from topics",
    ),
    out: sql("update contact_topics set state = 'unsubscribed' where contact_id = $1"),
  },
  topicsByChannel: {
    rule: has("contact.topicsByChannel", "news/sms"),
    into: sql(
      `insert into contact_topic_channels (contact_id, topic_id, channel, state)
       select $1, id, 'sms', 'subscribed' from topics`,
    ),
    out: sql("update contact_topic_channels set state = 'unsubscribed' where contact_id = $1"),
  },
  unsubscribedChannels: {
    rule: has("contact.unsubscribedChannels", "sms"),
    into: sql("insert into contact_channels (contact_id, channel) values ($1, 'sms')"),
    out: sql("delete from contact_channels where contact_id = $1"),
  },
  suppressedChannels: {
    rule: has("contact.suppressedChannels", "email"),
    into: async (db, id) => {
      await db.query(
        "insert into contact_identities (kind, value, contact_id) values ('email', 'dead@example.com', $1)",
        [id],
      );
      await db.query(
        `insert into suppressions (id, channel, address, address_hash, reason, scope)
         values (make_uuid7(), 'email', 'dead@example.com', sha256('dead@example.com'), 'manual', 'all')`,
      );
    },
    out: (db) => db.query("delete from suppressions"),
  },
  devices: {
    rule: has("contact.devices", "ios"),
    into: sql(
      `insert into contact_devices (id, contact_id, channel, token, platform)
       values (make_uuid7(), $1, 'mobilePush', 'token', 'ios')`,
    ),
    out: sql(`update contact_devices set platform = 'android' where contact_id = $1`),
  },
  "chats.telegram": chat("telegram"),
  "chats.viber": chat("viber"),
  "chats.slack": chat("slack"),
};
