import { beforeEach, expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { contactFacts } from "../../src/db/contacts/contact-facts.ts";
import { noteRfmChanges } from "../../src/db/rfm/compute.ts";
import { rfmSettings } from "../../src/domain/rfm.ts";
import { newId } from "../../src/platform/new-id.ts";
import {
  computeRequestedRfm,
  computeRfm,
  getRfmSettings,
  previewRfm,
  putRfmSettings,
  writeRfmChanges,
} from "../../src/services/rfm/rfm.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";

let db: Database;
const monetary = [100, 200, 500, 1000];

beforeEach(async () => {
  ({ db } = await testDatabase());
  await putRfmSettings(contextOf(db), rfmSettings.parse({ monetary }));
});

async function contact(
  orders: { daysAgo: number; cost: number; status?: string }[],
): Promise<string> {
  const id = newId();
  await db.query("insert into contacts (id, source) values ($1, 'api')", [id]);
  for (const { daysAgo, cost, status = "DELIVERED" } of orders) {
    await db.query(
      `insert into orders (id, external_id, contact_id, status, total_cost, currency, ordered_at)
       values ($1::uuid, $1::uuid::text, $2, $3, $4, 'UAH', now() - make_interval(days => $5))`,
      [newId(), id, status, cost, daysAgo],
    );
  }
  return id;
}

async function listen(): Promise<void> {
  const workflow = newId();
  await db.query("insert into workflows (id, name, draft) values ($1, 'W', '{}')", [workflow]);
  await db.query(
    `insert into bindings (id, workflow_id, event_type_id, role, frequency, subject)
     select make_uuid7(), $1, id, 'start', '{"kind":"always"}', 'contact' from event_types
      where key = 'rfmClassChanged'`,
    [workflow],
  );
}

async function told(): Promise<{ contactId: string; params: object }[]> {
  return db.query(
    `select e.contact_id as "contactId", e.params from events e
       join event_types t on t.id = e.type_id where t.key = 'rfmClassChanged' order by e.id`,
  );
}

async function classOf(id: string): Promise<string | undefined> {
  return (await contactFacts(db, [id])).get(id)?.rfm?.class;
}

const often = (daysAgo: number) => Array.from({ length: 6 }, () => ({ daysAgo, cost: 50 }));

test("contacts are classed by recency, frequency and what they spent; others have no class", async () => {
  const champion = await contact(often(3));
  const fresh = await contact([{ daysAgo: 5, cost: 20 }]);
  const passive = await contact([{ daysAgo: 200, cost: 20 }]);
  const lost = await contact([{ daysAgo: 900, cost: 20 }]);
  const cancelled = await contact([{ daysAgo: 1, cost: 20, status: "CANCELLED" }]);
  expect(await computeRfm(db)).toEqual({ changed: 4 });
  expect((await contactFacts(db, [champion])).get(champion)?.rfm).toMatchObject({
    class: "champions",
    recency: 5,
    frequency: 4,
    monetary: 3,
  });
  expect(await classOf(fresh)).toBe("new");
  expect(await classOf(passive)).toBe("passive");
  expect(await classOf(lost)).toBe("lost");
  expect(await classOf(cancelled)).toBeUndefined();
  expect(await previewRfm(contextOf(db), undefined)).toHaveLength(4);
});

test("the first computation tells of nobody; later each move is told once, and no change nothing", async () => {
  await listen();
  const anna = await contact([
    { daysAgo: 30, cost: 20 },
    { daysAgo: 30, cost: 20 },
  ]);
  await computeRfm(db);
  expect(await told()).toEqual([]);
  expect(await classOf(anna)).toBe("active");

  await db.query("update orders set ordered_at = now() - interval '200 days'");
  expect(await computeRfm(db)).toEqual({ changed: 1 });
  expect(await computeRfm(db)).toEqual({ changed: 0 });
  expect(await told()).toMatchObject([
    { contactId: anna, params: { from: "active", to: "passive", recency: 2, frequency: 2 } },
  ]);
});

test("what an interrupted computation has found is told by the next one, once", async () => {
  await listen();
  const anna = await contact([{ daysAgo: 5, cost: 20 }]);
  await computeRfm(db);
  await db.query("update orders set ordered_at = now() - interval '900 days'");
  await noteRfmChanges(db, await getRfmSettings(db), true);
  // It was killed here: its marks are committed, nothing is written.
  expect(await classOf(anna)).toBe("new");
  await computeRequestedRfm(db);
  expect(await classOf(anna)).toBe("lost");
  await writeRfmChanges(db);
  await computeRfm(db);
  expect(await told()).toMatchObject([{ params: { from: "new", to: "lost" } }]);
});

test("quantiles part those who bought into fifths, and reactions stand for those who did not", async () => {
  const settings = rfmSettings.parse({ recency: "quantiles", frequency: "quantiles" });
  await putRfmSettings(contextOf(db), settings);
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push(await contact([{ daysAgo: n * 100, cost: 10 + n }]));
  await computeRfm(db);
  const facts = await contactFacts(db, ids);
  expect(ids.map((id) => facts.get(id)?.rfm?.recency)).toEqual([5, 4, 3, 2, 1]);
  expect(ids.map((id) => facts.get(id)?.rfm?.monetary)).toEqual([1, 2, 3, 4, 5]);
});

test("whose orders are gone loses the class", async () => {
  const anna = await contact([{ daysAgo: 5, cost: 20 }]);
  await computeRfm(db);
  await db.query("delete from orders");
  await computeRfm(db);
  expect(await classOf(anna)).toBeUndefined();
});
