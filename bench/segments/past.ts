import type { Database } from "../../src/db/core/database.ts";

export interface PastSizes {
  contacts: number;
  events: number;
  orders: number;
  messages: number;
}

/** Of half a year; the earlier somebody came, the more has happened. */
const days = 180;
const when = `now() - random() * interval '${days} days'`;
const someone = `1 + floor(power(random(), 2) * $2::int)::int as place`;
const numbered = `(select id, row_number() over (order by id)::int as place from contacts) c`;
const idAt = `(substr(uuid7_floor(at)::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid`;

/** Contacts with a past: views and purchases as events, orders, messages. The server makes the rows itself. */
export async function makePast(
  db: Database,
  { contacts, events, orders, messages }: PastSizes,
): Promise<void> {
  await db.query(`
    do $$
    declare
      month timestamptz;
    begin
      for i in 1..7 loop
        month := date_trunc('month', now(), 'UTC') - make_interval(months => i);
        execute format('create table if not exists %I partition of events for values from (%L) to (%L)',
          'events_' || to_char(month at time zone 'UTC', 'YYYY_MM'), uuid7_floor(month),
          uuid7_floor(date_trunc('month', month + interval '32 days', 'UTC')));
      end loop;
    end $$`);
  await db.query(
    `insert into event_types (id, key, name, category, source)
     select make_uuid7(), key, key, 'other', 'api' from unnest(array['viewed', 'paid']) as key`,
  );
  await db.query(
    `insert into contacts (id, attributes, source)
     select make_uuid7(), jsonb_build_object('city', 'City ' || n % 100), 'bench' from generate_series(1, $1::int) n`,
    [contacts],
  );
  await db.query(
    `insert into events (id, type_id, key_value, params, contact_id, source, received_at)
     select ${idAt}, (select id from event_types where key = case n % 10 when 0 then 'paid' else 'viewed' end),
            'k', jsonb_build_object('total', n % 1000), c.id, 'bench', at
       from (select n, ${when} as at, ${someone} from generate_series(1, $1::int) n) e
       join ${numbered} using (place)`,
    [events, contacts],
  );
  await db.query(
    `insert into orders (id, external_id, contact_id, status, total_cost, currency, ordered_at)
     select make_uuid7(), 'bench-' || n, c.id, 'DELIVERED', n % 500, 'UAH', at
       from (select n, ${when} as at, ${someone} from generate_series(1, $1::int) n) o
       join ${numbered} using (place)`,
    [orders, contacts],
  );
  await db.query(
    `insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient, sender,
                           subject, html, body_text, transactional, state, queued_at, sent_at, opens)
     select ${idAt}, make_uuid7(), 'mail', 1, make_uuid7(), c.id, 'email', 'x', 'x', 'x', '', '', false, 'sent',
            at, at, n % 3
       from (select n, ${when} as at, ${someone} from generate_series(1, $1::int) n) m
       join ${numbered} using (place)`,
    [messages, contacts],
  );
  for (const table of ["contacts", "events", "orders", "messages"]) {
    await db.query(`analyze ${table}`);
  }
}

const lately = { amount: 30, unit: "days" };
const aMonthAgo = { dateAdd: [{ var: "now" }, -30, "days"] };

/** Rules of the kinds that cost: they count and add up what has happened. */
export const costlyRules: Readonly<Record<string, unknown>> = {
  "two purchases in 30 days": { ">=": [{ events: { type: "paid", last: lately } }, 2] },
  "purchases over 500, ever": {
    ">": [{ events: { type: "paid", where: { ">": [{ var: "event.params.total" }, 500] } } }, 0],
  },
  "orders of 1,000 in all": { ">=": [{ orders: { measure: "sum" } }, 1_000] },
  "no order for 30 days": { before: [{ orders: { measure: "last" } }, aMonthAgo] },
  "opened nothing in 30 days": { "==": [{ messages: { what: "opened", last: lately } }, 0] },
  "all of it": {
    and: [
      { "==": [{ var: "contact.attributes.city" }, "City 7"] },
      { ">": [{ events: { type: ["viewed", "paid"], last: lately } }, 1] },
      { ">": [{ orders: { last: { amount: 90, unit: "days" } } }, 0] },
      { "!": [{ in: ["email", { var: "contact.suppressedChannels" }] }] },
      { isSet: { var: "lastOrder.status" } },
      { "==": [{ messages: { what: "clicked" } }, 0] },
    ],
  },
};
