import type { ContactFacts, EventFacts, Facts, OrderFacts } from "../../domain/facts.ts";
import type { FactNeeds } from "../../domain/fact-needs.ts";
import { allFacts } from "../../domain/fact-needs.ts";
import type { Identity } from "../../domain/identity.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { workspaceOf } from "../../domain/workspace.ts";
import { contactColumns } from "../contacts/contact-facts.ts";
import type { Sql } from "../core/database.ts";
import type { RunRecord } from "./run-rows.ts";

/** What a run knows now (by its own clock): its event, its contact with segments, its order. */
export async function factsOf(
  sql: Sql,
  run: RunRecord,
  now: string,
  needs: FactNeeds = allFacts,
): Promise<Facts> {
  // A test launch brings its event, and where nobody is known by it, its contact.
  const [event, { contact, found }, order, { messages, waited, workspace, addresses }] =
    await Promise.all([
      run.test?.event ?? eventFacts(sql, run.eventId),
      contactsOf(sql, run, needs),
      run.orderId === null ? null : orderFacts(sql, run.orderId),
      surroundingsOf(sql, run),
    ]);
  const who = contact === null ? (run.test?.contact ?? null) : reachedBy(contact, addresses);
  return {
    event,
    contact: who,
    order,
    vars: { ...found, ...run.variables },
    messages,
    waited,
    now,
    workspace,
  };
}

const chatsAsked = "(w.variable is not null or $3::boolean)";
const rfmAsked = "(w.variable is not null or $4::boolean)";

interface Surroundings {
  /** What became of the run's messages, by block; of several visits the latest. */
  messages: Facts["messages"];
  /** The events that ended the run's waits, by block; of several visits the latest. */
  waited: Facts["waited"];
  workspace: Workspace;
  /** By which the run's contact can be reached though they find somebody else, or nobody. */
  addresses: { email: string | null; phone: string | null };
}

/** What is neither of the event, the contact nor the order: one statement, as each block asks. */
async function surroundingsOf(sql: Sql, run: RunRecord): Promise<Surroundings> {
  const [row] = await sql.query<{
    workspace: Partial<Workspace> | null;
    conflict: Identity[] | null;
    statedEmail: string | null;
    statedPhone: string | null;
    messages: MessageFact[] | null;
    waited: { blockId: string; eventId: string }[] | null;
  }>(
    {
      name: "run-surroundings",
      text: `select (select value from settings where key = 'workspace') as workspace,
                    (select conflict from events where id = $1) as conflict,
                    ${newestStated("email")} as "statedEmail",
                    ${newestStated("phone")} as "statedPhone",
                    -- A message to a whole segment is left out: it has no one state.
                    (select json_agg(m) from (
                       select distinct on (block_id) block_id as "blockId", state, opens, clicks,
                              delivered_at is not null as arrived,
                              coalesce(undelivered_at >= coalesce(delivered_at, undelivered_at), false) as undelivered,
                              complained_at is not null as complained,
                              replied_at is not null as replied
                         from messages where run_id = $3 and broadcast_id is null
                        order by block_id, visit desc) m) as messages,
                    (select json_agg(w) from (
                       select distinct on (block_id) block_id as "blockId", event_id as "eventId"
                         from run_waits where run_id = $3 and event_id is not null
                        order by block_id, visit desc) w) as waited`,
    },
    [run.eventId, run.contactId, run.id],
  );
  const waited: Facts["waited"] = {};
  for (const { blockId, eventId } of row?.waited ?? []) {
    waited[blockId] = await eventFacts(sql, eventId);
  }
  const ofEvent = (kind: "email" | "phone"): string | undefined =>
    row?.conflict?.find((identity) => identity.kind === kind)?.value;
  return {
    messages: messageFacts(row?.messages ?? []),
    waited,
    workspace: workspaceOf(row?.workspace),
    addresses:
      run.test === null
        ? {
            email: ofEvent("email") ?? row?.statedEmail ?? null,
            phone: ofEvent("phone") ?? row?.statedPhone ?? null,
          }
        : { email: null, phone: null },
  };
}

/** An address that was stated of a contact on purpose though another one has it, such as a household's. */
function newestStated(kind: "email" | "phone"): string {
  return `(select value from unowned_identities
            where contact_id = $2 and kind = '${kind}' and reason = 'belongs_to_another' and stated
            order by since desc, value limit 1)`;
}

/**
 * The contact with the addresses that the run's event brought for it, where it has none, or that
 * were stated of it: they may belong to another contact (a household's), and this run may be written
 * to there all the same.
 */
function reachedBy(contact: ContactFacts, addresses: Surroundings["addresses"]): ContactFacts {
  return {
    ...contact,
    email: contact.email ?? addresses.email,
    phone: contact.phone ?? addresses.phone,
  };
}

interface MessageFact {
  blockId: string;
  state: string;
  opens: number;
  clicks: number;
  arrived: boolean;
  undelivered: boolean;
  complained: boolean;
  replied: boolean;
}

function messageFacts(rows: readonly MessageFact[]): Facts["messages"] {
  return Object.fromEntries(
    rows.map(({ blockId, state, opens, clicks, arrived, undelivered, complained, replied }) => {
      const sent = state === "sent";
      const clicked = clicks > 0;
      // What a server has taken counts as delivered until it is reported otherwise.
      const delivered = (sent || arrived) && !undelivered;
      // Who clicked has opened it, though the mail program may have kept its picture back.
      const opened = opens > 0 || clicked;
      const reactions = { opened, clicked, complained, replied };
      return [blockId, { state, sent, delivered, bounced: undelivered, ...reactions }];
    }),
  );
}

async function eventFacts(sql: Sql, id: string): Promise<EventFacts> {
  const found = await findEventFacts(sql, id);
  if (found === undefined) throw new Error(`no event ${id}`);
  return found;
}

export async function findEventFacts(sql: Sql, id: string): Promise<EventFacts | undefined> {
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
  if (row === undefined) return undefined;
  return {
    ...row,
    receivedAt: row.receivedAt.toISOString(),
    occurredAt: row.occurredAt?.toISOString() ?? null,
  };
}

/**
 * The run's contact, and those that its blocks have looked up, by their variables: of these all is read,
 * as templates may show one as a whole.
 */
async function contactsOf(
  sql: Sql,
  run: RunRecord,
  needs: FactNeeds,
): Promise<{ contact: ContactFacts | null; found: Record<string, ContactFacts> }> {
  const rows = await sql.query<ContactFacts & { variable: string | null }>(
    {
      name: "contact-facts",
      text: `select w.variable, ${contactColumns(chatsAsked, rfmAsked)}
               from (select null as variable, $1::uuid as contact_id
                     union all
                     select name, contact_id from run_contacts where run_id = $2) w
               join contacts c on c.id = w.contact_id`,
    },
    [run.contactId, run.id, needs.chats, needs.rfm],
  );
  let contact: ContactFacts | null = null;
  const found: Record<string, ContactFacts> = {};
  for (const { variable, ...facts } of rows) {
    if (variable === null) contact = facts;
    else found[variable] = facts;
  }
  return { contact, found };
}

export async function orderFacts(sql: Sql, id: string): Promise<OrderFacts | null> {
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
