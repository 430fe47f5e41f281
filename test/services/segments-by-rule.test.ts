import { beforeEach, expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { ingestInTransaction } from "../../src/ingest/ingest-in-transaction.ts";
import { newId } from "../../src/platform/new-id.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { withPresentSegments } from "../../src/services/segments/present.ts";
import { membersNow } from "../../src/services/segments/rules.ts";
import {
  createSegment,
  previewSegment,
  updateSegment,
  deleteSegment,
} from "../../src/services/segments/segments.ts";
import { changeMembers } from "../../src/services/segments/members.ts";
import { sweepSegments } from "../../src/services/segments/sweep.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";

let db: Database;
let context: ServiceContext;
const paidOften = { ">=": [{ events: { type: "paid", last: { amount: 30, unit: "days" } } }, 2] };

beforeEach(async () => {
  ({ db } = await testDatabase());
  context = contextOf(db);
});

async function contact(attributes: object = {}): Promise<string> {
  const id = newId();
  await db.query("insert into contacts (id, attributes, source) values ($1, $2, 'api')", [
    id,
    JSON.stringify(attributes),
  ]);
  return id;
}

async function happened(typeKey: string, knownContactId: string, params = {}): Promise<void> {
  await db.tx((sql) =>
    ingestInTransaction(sql, [
      { typeKey, keyValue: "k", params, identities: [], knownContactId, source: "api" },
    ]),
  );
}

async function members(id: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    "select contact_id as id from segment_members where segment_id = $1 order by 1",
    [id],
  );
  return rows.map((row) => row.id);
}

/** Binds a workflow that nobody runs, so that the events of moves are raised. */
async function listen(): Promise<void> {
  const workflow = newId();
  await db.query("insert into workflows (id, name, draft) values ($1, 'W', '{}')", [workflow]);
  await db.query(
    `insert into bindings (id, workflow_id, event_type_id, role, frequency, subject)
     select make_uuid7(), $1, id, 'start', '{"kind":"always"}', 'contact' from event_types
      where key in ('segmentEntered', 'segmentLeft')`,
    [workflow],
  );
}

async function told(): Promise<{ key: string; contactId: string; params: object; hops: number }[]> {
  return db.query(
    `select t.key, e.contact_id as "contactId", e.params, e.hops from events e
       join event_types t on t.id = e.type_id where t.key like 'segment%' order by e.id`,
  );
}

test("a new rule fills its segment without a word, and later moves are told once each", async () => {
  await listen();
  const [anna, bo] = [await contact(), await contact()];
  for (const who of [anna, anna, bo]) await happened("paid", who);
  const { id } = await createSegment(context, { name: "Buyers", rule: paidOften });
  await sweepSegments(context);
  expect(await members(id)).toEqual([anna]);
  expect(await told()).toEqual([]);

  await happened("paid", bo);
  await sweepSegments(context);
  await sweepSegments(context);
  expect(await members(id)).toEqual([anna, bo].toSorted());
  expect(await told()).toMatchObject([
    { key: "segmentEntered", contactId: bo, params: { segmentId: id, segment: "Buyers" } },
  ]);
});

test("at the moment of a decision the rule itself is asked, before any sweep", async () => {
  const anna = await contact({ city: "Kyiv" });
  const rule = { "==": [{ var: "contact.attributes.city" }, "Kyiv"] };
  const { id } = await createSegment(context, { name: "Kyiv", rule });
  expect(await members(id)).toEqual([]);
  expect(await membersNow(db, id, [anna])).toEqual([anna]);
  const facts = { contact: { id: anna, segments: [] } } as never;
  const { contact: seen } = await withPresentSegments(db, facts, ["Kyiv"]);
  expect(seen?.segments).toEqual(["Kyiv"]);
});

test("changes of attributes, topics, orders and lists move contacts in and out", async () => {
  const anna = await contact({ city: "Lviv" });
  const list = await createSegment(context, { name: "List" });
  const rule = {
    or: [
      { "==": [{ var: "contact.attributes.city" }, "Kyiv"] },
      { in: ["List", { var: "contact.segments" }] },
      {
        ">": [
          { orders: { measure: "sum", where: { "==": [{ var: "order.status" }, "DELIVERED"] } } },
          100,
        ],
      },
    ],
  };
  const { id } = await createSegment(context, { name: "Any", rule });
  const swept = async () => {
    await sweepSegments(context);
    return members(id);
  };
  expect(await swept()).toEqual([]);
  await db.query(`update contacts set attributes = '{"city":"Kyiv"}'`);
  expect(await swept()).toEqual([anna]);
  await db.query("update contacts set attributes = '{}'");
  expect(await swept()).toEqual([]);
  await changeMembers(context, list.id, "add", [anna]);
  expect(await swept()).toEqual([anna]);
  await changeMembers(context, list.id, "remove", [anna]);
  expect(await swept()).toEqual([]);
  await db.query(
    `insert into orders (id, external_id, contact_id, status, total_cost, currency, ordered_at)
     values ($1, 'o1', $2, 'DELIVERED', 101, 'UAH', now())`,
    [newId(), anna],
  );
  expect(await swept()).toEqual([anna]);
});

test("no rule depends on it: nothing is marked", async () => {
  const anna = await contact();
  await happened("paid", anna);
  expect(await db.query("select from segment_marks")).toEqual([]);
  await createSegment(context, { name: "Buyers", rule: paidOften });
  await happened("viewed", anna);
  expect(await db.query("select from segment_marks")).toEqual([]);
  await happened("paid", anna);
  expect(await db.query("select what from segment_marks")).toEqual([{ what: "event:paid" }]);
});

test("time alone moves people: the pass finds who is no longer in", async () => {
  await listen();
  const anna = await contact();
  await happened("paid", anna);
  await happened("paid", anna);
  const { id } = await createSegment(context, { name: "Buyers", rule: paidOften });
  await sweepSegments(context);
  await db.query("update events set occurred_at = now() - interval '31 days'");
  await db.query("update segment_rules set pass_at = now()");
  await sweepSegments(context);
  expect(await members(id)).toEqual([]);
  expect(await told()).toMatchObject([{ key: "segmentLeft", contactId: anna }]);
});

test("the moves that a changed rule makes are told when that is asked for", async () => {
  await listen();
  const anna = await contact({ a: 1 });
  const { id } = await createSegment(context, { name: "S", rule: false });
  await sweepSegments(context);
  await updateSegment(context, id, {
    rule: { isSet: { var: "contact.attributes.a" } },
    tell: true,
  });
  await sweepSegments(context);
  expect(await told()).toMatchObject([{ key: "segmentEntered", contactId: anna }]);
});

test("segments that ask for one another in a circle are refused, with the way round", async () => {
  const asks = (name: string) => ({ in: [name, { var: "contact.segments" }] });
  const a = await createSegment(context, { name: "A" });
  await createSegment(context, { name: "B", rule: asks("A") });
  await createSegment(context, { name: "C", rule: asks("B") });
  await expect(updateSegment(context, a.id, { rule: asks("C") })).rejects.toThrow(
    'the segments ask for one another in a circle: "A" → "C" → "B" → "A"',
  );
  await expect(createSegment(context, { name: "D", rule: asks("X") })).rejects.toThrow(
    'there is no segment "X"',
  );
  await expect(deleteSegment(context, a.id)).rejects.toThrow("rules of other segments ask for");
});

test("nobody is added to a rule's segment by hand", async () => {
  const { id } = await createSegment(context, { name: "S", rule: true });
  await expect(changeMembers(context, id, "add", [await contact()])).rejects.toThrow(
    'the members of "S" are found by a rule',
  );
});

test("the hops of what caused a move are told with it", async () => {
  await listen();
  const anna = await contact();
  await createSegment(context, { name: "S", rule: { ">": [{ events: { type: "x" } }, 0] } });
  await sweepSegments(context);
  await db.tx((sql) =>
    ingestInTransaction(sql, [
      {
        typeKey: "x",
        keyValue: "k",
        params: {},
        identities: [],
        knownContactId: anna,
        source: "run",
        hops: 4,
      },
    ]),
  );
  await sweepSegments(context);
  expect(await told()).toMatchObject([{ hops: 4 }]);
});

test("a preview counts by events with a filter, messages, anniversaries and the last order", async () => {
  const anna = await contact({
    birthday: new Date().toISOString().slice(0, 10).replace(/^\d+/, "1990"),
  });
  await contact();
  await happened("paid", anna, { total: "250.5" });
  const rules = [
    {
      "==": [
        { events: { type: ["paid"], where: { ">": [{ var: "event.params.total" }, 250] } } },
        1,
      ],
    },
    { anniversary: [{ var: "contact.attributes.birthday" }, 1] },
    {
      and: [
        {
          after: [
            { events: { type: "paid", measure: "last" } },
            { dateAdd: [{ var: "now" }, -1, "days"] },
          ],
        },
        { "==": [{ messages: { what: "clicked", last: { amount: 7, unit: "days" } } }, 0] },
      ],
    },
  ];
  for (const rule of rules) {
    expect(await previewSegment(context, rule)).toMatchObject({
      count: 1,
      contacts: [{ id: anna }],
    });
  }
  expect(await previewSegment(context, { isSet: { var: "lastOrder.status" } })).toMatchObject({
    count: 0,
  });
  expect(await previewSegment(context, { isSet: { var: "contact.rfm.class" } })).toMatchObject({
    count: 0,
  });
});

test("a worker whose connection is cut between a move and its event neither loses nor doubles it", async () => {
  await listen();
  const anna = await contact();
  const { id } = await createSegment(context, { name: "Buyers", rule: paidOften });
  await sweepSegments(context);
  // Whoever writes the event of a move ends there, as if it had been killed.
  await db.query(`create function cut() returns trigger language plpgsql as
    $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`);
  await db.query(
    "create trigger cut before insert on events for each row when (new.source = 'system') execute function cut()",
  );
  await happened("paid", anna);
  await happened("paid", anna);
  await expect(sweepSegments(context)).rejects.toThrow(/terminat/);
  expect(await members(id)).toEqual([]);
  expect(await told()).toEqual([]);

  await db.query("drop trigger cut on events");
  await sweepSegments(context);
  await sweepSegments(context);
  expect(await members(id)).toEqual([anna]);
  expect(await told()).toMatchObject([{ key: "segmentEntered", contactId: anna }]);
});

test("two workers that sweep at once tell each move once", async () => {
  await listen();
  await createSegment(context, { name: "S", rule: { isSet: { var: "contact.attributes.a" } } });
  await sweepSegments(context);
  const ids = [await contact({ a: 1 }), await contact({ a: 1 }), await contact({ a: 1 })];
  await Promise.all([sweepSegments(context), sweepSegments(context), sweepSegments(context)]);
  await sweepSegments(context);
  expect((await told()).map(({ contactId }) => contactId).toSorted()).toEqual(ids.toSorted());
});
