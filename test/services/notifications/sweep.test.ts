import { expect, test } from "vitest";
import type { Database } from "../../../src/db/core/database.ts";
import { sweepNotifications } from "../../../src/services/notifications/sweep.ts";
import { deleteRule, updateRule } from "../../../src/services/notifications/rules.ts";
import { contextOf } from "../../support/context.ts";
import { scene } from "./scene.ts";

async function pool(db: Database, name: string): Promise<void> {
  await db.query("insert into promo_pools (id, name) values (gen_random_uuid(), $1)", [name]);
}

async function fill(db: Database): Promise<void> {
  await db.query("insert into promo_codes (pool_id, code) select id, 'code' from promo_pools");
}

async function empty(db: Database): Promise<void> {
  await db.query("delete from promo_codes");
}

test("of workers that find the same at once, one tells, and one tells that it is over", async () => {
  const { db, rule } = await scene();
  for (const name of ["a", "b", "c"]) await pool(db, name);
  for (let n = 0; n < 5; n++) await rule({ kind: "lowPool", id: null });
  const all = () => Promise.all([1, 2, 3, 4].map(() => sweepNotifications(contextOf(db), db)));
  const counts = async () => {
    const [row] = await db.query(
      `select (select count(*) from notification_occurrences) as found,
              count(*) filter (where what = 'began') as began,
              count(*) filter (where what = 'ended') as ended from notification_tellings`,
    );
    return row;
  };
  await all();
  await all();
  expect(await counts()).toEqual({ found: 15, began: 15, ended: 0 });
  await fill(db);
  await all();
  expect(await counts()).toEqual({ found: 15, began: 15, ended: 15 });
});

test("what comes again within the quiet time is told when that is over", async () => {
  const { db, rule, sweep } = await scene();
  await pool(db, "Ten off");
  await rule({ kind: "lowPool", id: null }, { quietHours: 24 });
  const pass = (hours: number) =>
    db.query(
      "update notification_occurrences set began_at = began_at - make_interval(hours => $1)",
      [hours],
    );
  expect(await sweep()).toEqual(["began Ten off"]);
  await fill(db);
  expect(await sweep()).toEqual(["ended Ten off"]);
  await empty(db);
  expect(await sweep()).toEqual([]);
  await pass(23);
  expect(await sweep()).toEqual([]);
  await pass(1);
  expect(await sweep()).toEqual(["began Ten off"]);
});

test("a rule that is switched off, looks elsewhere or is deleted leaves nothing open, and tells no end", async () => {
  const { db, rule, sweep } = await scene();
  const context = contextOf(db);
  await pool(db, "Ten off");
  const [off, elsewhere, gone] = [
    await rule({ kind: "lowPool", id: null }),
    await rule({ kind: "lowPool", id: null }),
    await rule({ kind: "lowPool", id: null }),
  ];
  expect(await sweep()).toHaveLength(3);
  await updateRule(context, off, { enabled: false });
  await updateRule(context, elsewhere, { condition: { kind: "lateWebhook" } });
  await deleteRule(context, gone);
  await fill(db);
  expect(await sweep()).toEqual([]);
  const open = await db.query("select 1 from notification_occurrences where ended_at is null");
  expect(open).toEqual([]);
  await empty(db);
  await updateRule(context, off, { enabled: true });
  expect(await sweep()).toEqual(["began Ten off"]);
});

test("other numbers leave open what a rule has found", async () => {
  const { db, rule, sweep } = await scene();
  const bounced = (kind: string) =>
    db.query(
      `insert into channel_reports (channel, report_id, kind, at, applied_at)
       select 'email', gen_random_uuid()::text, $1, now(), now() from generate_series(1, 10)`,
      [kind],
    );
  await bounced("bounced");
  const condition = { kind: "bounces", percent: 50, hours: 24, atLeast: 5 } as const;
  const id = await rule(condition);
  expect(await sweep()).toEqual(["began all"]);
  await updateRule(contextOf(db), id, { condition: { ...condition, percent: 90 } });
  expect(await sweep()).toEqual([]);
  await bounced("delivered");
  expect(await sweep()).toEqual(["ended all"]);
});

test("a rule that can't be asked silences no other", async () => {
  const { db, rule, sweep } = await scene();
  await pool(db, "Ten off");
  const broken = await rule({ kind: "lowPool", id: null });
  await rule({ kind: "lowPool", id: null });
  await db.query(
    "update notification_rules set condition = jsonb_set(condition, '{id}', '\"no id\"') where id = $1",
    [broken],
  );
  expect(await sweep()).toEqual(["began Ten off"]);
});

test("of more than can be listed, none is told to be over before the list is short again", async () => {
  const { db, rule, sweep } = await scene();
  for (let n = 10; n < 35; n++) await pool(db, `pool ${n}`);
  await rule({ kind: "lowPool", id: null });
  expect(await sweep()).toHaveLength(20);
  // The first of them is filled: another takes its place in the list.
  await db.query(
    "insert into promo_codes (pool_id, code) select id, 'code' from promo_pools where name = 'pool 10'",
  );
  expect(await sweep()).toEqual(["began pool 30"]);
  await db.query(
    "insert into promo_codes (pool_id, code) select id, 'code' from promo_pools where name > 'pool 15'",
  );
  const over = await sweep();
  expect(over).toHaveLength(16);
  expect(over).toContain("ended pool 10");
});
