import type { Database } from "../../../src/db/core/database.ts";
import { insertMessages } from "../../../src/db/messages/message-rows.ts";
import { measureForms } from "../../../src/domain/segment-rules/measures.ts";
import type { rfmFields } from "../../../src/domain/segment-rules/variables.ts";
import { ingestInTransaction } from "../../../src/ingest/ingest-in-transaction.ts";
import { newId } from "../../../src/platform/new-id.ts";
import type { Change, Fact } from "./contact-facts.ts";
import { field, isSet, sql, variable } from "./contact-facts.ts";

const scores = sql(
  `insert into contact_rfm (contact_id, class, recency, frequency, monetary, since)
   values ($1, 'loyal', 3, 4, 5, now())`,
);
const noScores = sql("delete from contact_rfm where contact_id = $1");
export const ofRfm = (name: (typeof rfmFields)[number]): Fact => ({
  rule: isSet(`contact.rfm.${name}`),
  into: scores,
  out: noScores,
});

export const buys = sql(
  `insert into orders (id, external_id, contact_id, status, total_cost, currency, ordered_at, items, details)
   values (make_uuid7(), $1::uuid::text, $1, 'DELIVERED', 100, 'UAH', now(), '[{"sku":"A1"}]', '{"city":"Kyiv"}')`,
);
const givesBack = sql("delete from orders where contact_id = $1");
export const ofLastOrder = (name: string): Fact => ({
  rule: isSet(`lastOrder.${name}`),
  into: buys,
  out: givesBack,
});

export const happens: Change = (db, knownContactId) =>
  db.tx((tx) =>
    ingestInTransaction(tx, [
      {
        typeKey: "paid",
        keyValue: "k",
        params: { total: 7 },
        identities: [],
        knownContactId,
        source: "api",
      },
    ]),
  );

async function keep(db: Database, contactId: string): Promise<void> {
  await insertMessages(db, [
    {
      id: newId(),
      runId: newId(),
      blockId: "message",
      visit: 1,
      workflowId: newId(),
      contactId,
      channel: "email",
      recipient: "somebody",
      sender: "",
      title: "Hi",
      content: { text: "Hi" },
      links: [],
      transactional: false,
      language: null,
      topic: null,
      test: false,
      broadcastId: null,
    },
  ]);
}
export const message = (set: string) => sql(`update messages set ${set} where contact_id = $1`);
export const ofMessages: Record<"sent" | "opened" | "clicked", { into: Change; out: Change }> = {
  sent: {
    into: async (db, id) => {
      await keep(db, id);
      await message("state = 'sent', sent_at = now()")(db, id);
    },
    out: message("state = 'failed'"),
  },
  opened: {
    into: async (db, id) => {
      await ofMessages.sent.into(db, id);
      await message("opens = 1, opened_at = now()")(db, id);
    },
    out: message("opens = 0, opened_at = null"),
  },
  clicked: {
    into: async (db, id) => {
      await ofMessages.sent.into(db, id);
      await message("clicks = 1, clicked_at = now()")(db, id);
    },
    out: message("clicks = 0, clicked_at = null"),
  },
};

const forgets = sql("delete from events where contact_id = $1");
export const recently = { amount: 30, unit: "days" };
const today = new Date().toISOString().slice(0, 10);
const periods = { ever: {}, last: { last: recently }, between: { from: today, to: today } };

function measured(of: string, measure: string, asked: object, moved: Omit<Fact, "rule">): Fact {
  const asking = { [of]: { ...asked, measure } };
  const isTotal = measure === "count" || measure === "sum";
  return { ...moved, rule: isTotal ? { ">": [asking, 0] } : { isSet: asking } };
}

/** Of each measure and each period. */
export function* measures(): Generator<[name: string, Fact]> {
  for (const [name, period] of Object.entries(periods)) {
    for (const measure of measureForms.events.shape.measure.unwrap().options) {
      const where = { "==": [variable("event.params.total"), 7] };
      // Events are kept for good, or go together by the month: of time alone the next test tells.
      const fact = measured(
        "events",
        measure,
        { type: "paid", where, ...period },
        {
          into: happens,
          out: async (db, id) => {
            await forgets(db, id);
            await field("updated_at = now()")(db, id);
          },
        },
      );
      yield [`${measure} of events, ${name}`, fact];
    }
    for (const measure of measureForms.orders.shape.measure.unwrap().options) {
      const item = { "==": [variable("item.sku"), "A1"] };
      const where = { "==": [variable("order.status"), "DELIVERED"] };
      const moved = { into: buys, out: givesBack };
      const fact = measured("orders", measure, { where, item, ...period }, moved);
      yield [`${measure} of orders, ${name}`, fact];
    }
    for (const measure of measureForms.messages.shape.measure.unwrap().options) {
      for (const what of measureForms.messages.shape.what.unwrap().options) {
        const fact = measured("messages", measure, { what, ...period }, ofMessages[what]);
        yield [`${measure} of messages ${what}, ${name}`, fact];
      }
    }
  }
}
