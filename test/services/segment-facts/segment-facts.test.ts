import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../../src/db/core/database.ts";
import { orderFields, rfmFields } from "../../../src/domain/segment-rules/variables.ts";
import { newId } from "../../../src/platform/new-id.ts";
import type { ServiceContext } from "../../../src/services/context.ts";
import { changeMembers } from "../../../src/services/segments/members.ts";
import { createSegment, deleteSegment } from "../../../src/services/segments/segments.ts";
import { sweepSegments } from "../../../src/services/segments/sweep.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import type { Change, Fact } from "./contact-facts.ts";
import { field, has, isSet, ofContact, sql, unchanging, variable } from "./contact-facts.ts";
import {
  buys,
  happens,
  measures,
  message,
  ofLastOrder,
  ofMessages,
  ofRfm,
  recently,
} from "./past-facts.ts";

/**
 * Everything that a rule may speak of, and what moves it. The lists of the language are gone through:
 * a fact that is added there needs a case here.
 */

let db: Database;
let context: ServiceContext;

beforeAll(async () => {
  ({ db } = await testDatabase());
  context = contextOf(db);
  await db.query("insert into topics (id, key, name) values (make_uuid7(), 'news', 'News')");
  ({ id: listId } = await createSegment(context, { name: "List" }));
});

const cases: [name: string, Fact][] = [
  ...Object.entries(ofContact).map(([name, fact]): [string, Fact] => [`contact.${name}`, fact]),
  [
    "contact.attributes",
    {
      rule: isSet("contact.attributes.city"),
      into: field(`attributes = '{"city":"Kyiv"}'`),
      out: field("attributes = '{}'"),
    },
  ],
  ...rfmFields.map((name): [string, Fact] => [`contact.rfm.${name}`, ofRfm(name)]),
  ...orderFields.map((name): [string, Fact] => [`lastOrder.${name}`, ofLastOrder(name)]),
  ["lastOrder.details", ofLastOrder("details.city")],
  [
    "contact.segments",
    {
      rule: has("contact.segments", "List"),
      into: (_, id) => changeMembers(context, listId, "add", [id]),
      out: (_, id) => changeMembers(context, listId, "remove", [id]),
    },
  ],
  ...measures(),
];

let listId: string;

/** Nothing but what has just changed moves anybody: everybody is asked at another time. */
const noPass = () => db.query("update segment_rules set pass_at = now() + interval '1 day'");

async function isIn(segmentId: string, contactId: string): Promise<boolean> {
  await sweepSegments(context);
  const rows = await db.query(
    "select from segment_members where segment_id = $1 and contact_id = $2",
    [segmentId, contactId],
  );
  return rows.length > 0;
}

async function contact(): Promise<string> {
  const id = newId();
  await db.query("insert into contacts (id, source) values ($1, 'api')", [id]);
  return id;
}

async function withRule(rule: unknown, look: (segmentId: string) => Promise<void>): Promise<void> {
  const { id } = await createSegment(context, { name: "Ruled", rule });
  await sweepSegments(context);
  await noPass();
  await look(id);
  await deleteSegment(context, id);
}

test("each fact of the language moves its contact in and out within the next sweep", async () => {
  const wrong: string[] = [];
  for (const [name, { rule, into, out }] of cases) {
    const who = await contact();
    await withRule(rule, async (segment) => {
      if (await isIn(segment, who)) wrong.push(`${name}: is in before`);
      await into(db, who);
      if (!(await isIn(segment, who))) wrong.push(`${name}: did not come in`);
      await out(db, who);
      if (await isIn(segment, who)) wrong.push(`${name}: did not go out`);
    });
    await db.query("delete from contacts where id = $1", [who]);
  }
  expect(wrong).toEqual([]);
});

test("what never changes is asked of each new contact", async () => {
  for (const name of unchanging) {
    await withRule(isSet(`contact.${name}`), async (segment) => {
      expect(await isIn(segment, await contact()), name).toBe(true);
    });
  }
});

test("what a contact loses to another one moves both", async () => {
  const moving: Record<string, Fact & { table: string }> = {
    order: { ...ofLastOrder("status"), table: "orders" },
    device: { ...ofContact.devices, table: "contact_devices" },
    chat: { ...ofContact["chats.telegram"], table: "contact_identities" },
    message: {
      rule: { ">": [{ messages: {} }, 0] },
      ...ofMessages.sent,
      table: "messages",
    },
  };
  for (const [name, { rule, into, table }] of Object.entries(moving)) {
    const [from, to] = [await contact(), await contact()];
    await withRule(rule, async (segment) => {
      await into(db, from);
      expect(await isIn(segment, from), name).toBe(true);
      await db.query(`update ${table} set contact_id = $2 where contact_id = $1`, [from, to]);
      expect([await isIn(segment, from), await isIn(segment, to)], name).toEqual([false, true]);
    });
  }
});

test("time alone moves people by every fact that it can move", async () => {
  const longAgo = "now() - interval '40 days'";
  const aMonthAgo = { dateAdd: [variable("now"), -30, "days"] };
  const timed: Record<string, { rule: unknown; before: Change; later: Change; isIn: boolean }> = {
    "events of the last while": {
      rule: { ">": [{ events: { type: "paid", last: recently } }, 0] },
      before: happens,
      later: sql(`update events set occurred_at = ${longAgo} where contact_id = $1`),
      isIn: false,
    },
    "no order for thirty days": {
      rule: { before: [{ orders: { measure: "last" } }, aMonthAgo] },
      before: buys,
      later: sql(`update orders set ordered_at = ${longAgo} where contact_id = $1`),
      isIn: true,
    },
    "no message for thirty days": {
      rule: { "==": [{ messages: { last: recently } }, 0] },
      before: ofMessages.sent.into,
      later: message(`sent_at = ${longAgo}`),
      isIn: true,
    },
    "a birthday": {
      rule: { anniversary: [variable("contact.attributes.birthday"), 0] },
      before: field(`attributes = jsonb_build_object('birthday', current_date - 100)`),
      later: field(`attributes = jsonb_build_object('birthday', current_date - interval '1 year')`),
      isIn: true,
    },
    "a suppression that runs out": {
      rule: has("contact.suppressedChannels", "email"),
      before: ofContact.suppressedChannels.into,
      later: (given) => given.query("update suppressions set until = now() - interval '1 second'"),
      isIn: false,
    },
    "a rule that asks for one that time moves": {
      rule: has("contact.segments", "Recent"),
      before: happens,
      later: sql(`update events set occurred_at = ${longAgo} where contact_id = $1`),
      isIn: false,
    },
  };
  const recent = { ">": [{ events: { type: "paid", last: recently } }, 0] };
  const { id: recentId } = await createSegment(context, { name: "Recent", rule: recent });
  for (const [name, { rule, before, later, isIn: wanted }] of Object.entries(timed)) {
    const who = await contact();
    await before(db, who);
    await withRule(rule, async (segment) => {
      expect(await isIn(segment, who), name).toBe(!wanted);
      await later(db, who);
      // Time leaves no mark.
      await db.query("truncate segment_marks");
      expect(await isIn(segment, who), name).toBe(!wanted);
      await db.query("update segment_rules set pass_at = now() where segment_id in ($1, $2)", [
        segment,
        recentId,
      ]);
      expect(await isIn(segment, who), name).toBe(wanted);
      // The next time comes within a minute.
      const [next] = await db.query<{ soon: boolean }>(
        "select pass_at < now() + interval '2 minutes' as soon from segment_rules where segment_id = $1",
        [segment],
      );
      if (!name.startsWith("a rule that asks")) expect(next, name).toEqual({ soon: true });
    });
    await db.query("delete from contacts where id = $1", [who]);
  }
});

test("another time zone of the workspace, and a type that is gone, have everybody asked at once", async () => {
  await withRule({ ">": [{ events: { type: "paid" } }, 0] }, async (segment) => {
    const due = async () => {
      const rows = await db.query(
        "select from segment_rules where segment_id = $1 and pass_at <= clock_timestamp()",
        [segment],
      );
      await noPass();
      return rows.length > 0;
    };
    expect(await due()).toBe(false);
    const zone = (timeZone: string) =>
      db.query(
        `insert into settings (key, value) values ('workspace', jsonb_build_object('timeZone', $1::text))
         on conflict (key) do update set value = excluded.value`,
        [timeZone],
      );
    await zone("Europe/Kyiv");
    expect(await due()).toBe(true);
    await zone("Europe/Kyiv");
    expect(await due()).toBe(false);
    await zone("Asia/Tokyo");
    expect(await due()).toBe(true);
    await db.query("delete from event_types where key = 'paid'");
    expect(await due()).toBe(true);
  });
});
