import type { ContactFacts, EventFacts, Facts, OrderFacts } from "../domain/facts.ts";
import type { Sql } from "./database.ts";
import type { RunRecord } from "./run-rows.ts";

/** What a run knows now: its event, its contact with segments, its order. */
export async function factsOf(sql: Sql, run: RunRecord): Promise<Facts> {
  const event = await eventFacts(sql, run.eventId);
  const contact = await contactFacts(sql, run.contactId);
  const order = run.orderId === null ? null : await orderFacts(sql, run.orderId);
  const messages = await messageFacts(sql, run.id);
  const waited = await waitedFacts(sql, run.id);
  return { event, contact, order, vars: run.variables, messages, waited };
}

/** What became of the run's messages, by block; of several visits the latest. */
async function messageFacts(sql: Sql, runId: string): Promise<Facts["messages"]> {
  const rows = await sql.query<{ blockId: string; state: string; clicks: number }>(
    {
      name: "message-facts",
      text: `select distinct on (block_id) block_id as "blockId", state, clicks
               from messages where run_id = $1 order by block_id, visit desc`,
    },
    [runId],
  );
  return Object.fromEntries(
    rows.map(({ blockId, state, clicks }) => {
      const sent = state === "sent";
      return [blockId, { state, sent, delivered: sent, opened: clicks > 0, clicked: clicks > 0 }];
    }),
  );
}

/** The events that ended the run's waits, by block. */
async function waitedFacts(sql: Sql, runId: string): Promise<Facts["waited"]> {
  const rows = await sql.query<{ blockId: string; eventId: string }>(
    {
      name: "waited-facts",
      text: `select distinct on (block_id) block_id as "blockId", event_id as "eventId"
               from run_waits where run_id = $1 and event_id is not null order by block_id, visit desc`,
    },
    [runId],
  );
  const facts: Facts["waited"] = {};
  for (const { blockId, eventId } of rows) facts[blockId] = await eventFacts(sql, eventId);
  return facts;
}

async function eventFacts(sql: Sql, id: string): Promise<EventFacts> {
  const rows = await sql.query<
    Omit<EventFacts, "receivedAt" | "occurredAt"> & { receivedAt: Date; occurredAt: Date | null }
  >(
    {
      name: "event-facts",
      text: `select e.id, coalesce(t.key, '') as "typeKey", e.key_value as "keyValue", e.params,
                    e.received_at as "receivedAt", e.occurred_at as "occurredAt"
               from events e left join event_types t on t.id = e.type_id where e.id = $1`,
    },
    [id],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`no event ${id}`);
  return {
    ...row,
    receivedAt: row.receivedAt.toISOString(),
    occurredAt: row.occurredAt?.toISOString() ?? null,
  };
}

async function contactFacts(sql: Sql, id: string): Promise<ContactFacts | null> {
  const rows = await sql.query<ContactFacts>(
    {
      name: "contact-facts",
      text: `select c.id, c.email, c.phone, c.first_name as "firstName", c.last_name as "lastName",
                    c.language, c.time_zone as "timeZone", c.attributes,
                    array(select s.name from segment_members m join segments s on s.id = m.segment_id
                           where m.contact_id = c.id order by s.name) as segments
               from contacts c where c.id = $1`,
    },
    [id],
  );
  return rows[0] ?? null;
}

async function orderFacts(sql: Sql, id: string): Promise<OrderFacts | null> {
  const rows = await sql.query<Omit<OrderFacts, "date"> & { orderedAt: Date }>(
    {
      name: "order-facts",
      text: `select external_id as "externalId", status, total_cost as "totalCost", currency,
                    ordered_at as "orderedAt", items, details from orders where id = $1`,
    },
    [id],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { orderedAt, ...order } = row;
  return { ...order, date: orderedAt.toISOString() };
}
