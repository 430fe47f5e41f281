import type { Campaign } from "../../contract/campaign.ts";
import type { Sql } from "../core/database.ts";
import { insertCodes, insertPool } from "../messages/promo-codes.ts";
import { insertSegment } from "../contacts/segments.ts";
import { insertTopic } from "../contacts/topics.ts";

type EventType = Campaign["eventTypes"][number];
type Contact = Campaign["contacts"][number];
type Order = Campaign["orders"][number];
type Topic = Campaign["topics"][number];
type Pool = Campaign["promoPools"][number];
type CampaignPartial = Campaign["partials"][number];

/** One load at a time: what a second one finds by name is then all there. */
export async function lockCampaigns(sql: Sql): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('campaigns', 0))");
}

// Each of these answers whether it made something; what was there stays as it is.

export async function ensureEventType(sql: Sql, id: string, type: EventType): Promise<boolean> {
  const rows = await sql.query(
    `insert into event_types (id, key, name, description, category, source)
     values ($1, $2, $3, $4, $5, 'manual') on conflict (key) do nothing returning 1`,
    [id, type.key, type.name, type.description, type.category],
  );
  return rows.length > 0;
}

export async function ensureSegment(sql: Sql, id: string, name: string): Promise<boolean> {
  return insertSegment(sql, id, name);
}

export async function ensurePartial(sql: Sql, partial: CampaignPartial): Promise<boolean> {
  const rows = await sql.query(
    `insert into partials (name, html, body_text) values ($1, $2, $3)
     on conflict (name) do nothing returning 1`,
    [partial.name, partial.html, partial.text],
  );
  return rows.length > 0;
}

/** The contact with an e-mail address, made if there is none; one that is there keeps its names. */
export async function ensureContact(sql: Sql, id: string, contact: Contact): Promise<boolean> {
  const rows = await sql.query(
    `with made as (
       insert into contacts (id, email, first_name, last_name, source)
       select $1, $2, $3, $4, 'example'
        where not exists (select from contact_identities where kind = 'email' and value = $2)
       returning id)
     insert into contact_identities (kind, value, contact_id) select 'email', $2, id from made
     returning 1`,
    [id, contact.email, contact.firstName ?? null, contact.lastName ?? null],
  );
  return rows.length > 0;
}

/** An order that is there already stays as it is. It raises no event: only what happens does. */
export async function ensureOrder(sql: Sql, id: string, order: Order): Promise<boolean> {
  const rows = await sql.query(
    `insert into orders (id, external_id, contact_id, status, total_cost, currency, ordered_at, items, details)
     select $1, $2, (select contact_id from contact_identities where kind = 'email' and value = $3),
            $4, $5, $6, $7, $8, $9
     on conflict (external_id) do nothing returning 1`,
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
  return rows.length > 0;
}

export async function workflowIdByName(sql: Sql, name: string): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    "select id from workflows where name = $1 order by status = 'archived', id limit 1",
    [name],
  );
  return row?.id;
}

/** All workflows of some names. */
export function workflowsNamed(
  sql: Sql,
  names: readonly string[],
): Promise<{ id: string; name: string; isArchived: boolean }[]> {
  return sql.query(
    `select id, name, status = 'archived' as "isArchived" from workflows
      where name = any($1::text[]) order by id`,
    [names],
  );
}

export async function ensureTopic(sql: Sql, id: string, topic: Topic): Promise<boolean> {
  return insertTopic(sql, { id, ...topic });
}

/** A pool with its codes; one that is there keeps those it has. */
export async function ensurePool(sql: Sql, id: string, pool: Pool): Promise<boolean> {
  const made = await insertPool(sql, { id, name: pool.name, lowStock: pool.lowStock });
  if (made) await insertCodes(sql, id, pool.codes);
  return made;
}
