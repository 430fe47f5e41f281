import type { Campaign } from "../contract/campaign.ts";
import type { Sql } from "./database.ts";
import { insertCodes, insertPool } from "./promo-codes.ts";
import { insertTopic } from "./topics.ts";

type EventType = Campaign["eventTypes"][number];
type Contact = Campaign["contacts"][number];
type Order = Campaign["orders"][number];
type Topic = Campaign["topics"][number];
type Pool = Campaign["promoPools"][number];

/** One load at a time: what a second one finds by name is then all there. */
export async function lockCampaigns(sql: Sql): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('campaigns', 0))");
}

export async function ensureEventType(sql: Sql, id: string, type: EventType): Promise<void> {
  await sql.query(
    `insert into event_types (id, key, name, description, category, source)
     values ($1, $2, $3, $4, $5, 'manual') on conflict (key) do nothing`,
    [id, type.key, type.name, type.description, type.category],
  );
}

export async function ensureSegment(sql: Sql, id: string, name: string): Promise<void> {
  await sql.query("insert into segments (id, name) values ($1, $2) on conflict (name) do nothing", [
    id,
    name,
  ]);
}

/** The contact with an e-mail address, made if there is none; one that is there keeps its names. */
export async function ensureContact(sql: Sql, id: string, contact: Contact): Promise<void> {
  await sql.query(
    `with made as (
       insert into contacts (id, email, first_name, last_name, source)
       select $1, $2, $3, $4, 'example'
        where not exists (select from contact_identities where kind = 'email' and value = $2)
       returning id)
     insert into contact_identities (kind, value, contact_id) select 'email', $2, id from made`,
    [id, contact.email, contact.firstName ?? null, contact.lastName ?? null],
  );
}

/** An order that is there already stays as it is. It raises no event: only what happens does. */
export async function ensureOrder(sql: Sql, id: string, order: Order): Promise<void> {
  await sql.query(
    `insert into orders (id, external_id, contact_id, status, total_cost, currency, ordered_at, items, details)
     select $1, $2, (select contact_id from contact_identities where kind = 'email' and value = $3),
            $4, $5, $6, $7, $8, $9
     on conflict (external_id) do nothing`,
    [
      id,
      order.externalId,
      order.email,
      order.status,
      order.totalCost,
      order.currency,
      order.date,
      JSON.stringify(order.items),
      JSON.stringify(order.details),
    ],
  );
}

export async function workflowIdByName(sql: Sql, name: string): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    "select id from workflows where name = $1 order by id limit 1",
    [name],
  );
  return row?.id;
}

export async function ensureTopic(sql: Sql, id: string, topic: Topic): Promise<void> {
  await insertTopic(sql, { id, ...topic });
}

/** A pool with its codes; one that is there keeps those it has. */
export async function ensurePool(sql: Sql, id: string, pool: Pool): Promise<void> {
  const made = await insertPool(sql, { id, name: pool.name, lowStock: pool.lowStock });
  if (made) await insertCodes(sql, id, pool.codes);
}
