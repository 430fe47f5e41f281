import { contextOf } from "../support/context.ts";
import { Writable } from "node:stream";
import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { databaseActivities } from "../../src/activities/database-activities.ts";
import { versionCache } from "../../src/activities/versions.ts";
import type { Database } from "../../src/db/core/database.ts";
import { assignCode, takeLowPools } from "../../src/db/messages/promo-codes.ts";
import { addCodes, createPool, getPool } from "../../src/services/promo-pools/promo-pools.ts";
import { inARow } from "../support/definitions.ts";
import type { RealRuns } from "../support/real-runs.ts";
import { endOf, realRuns } from "../support/real-runs.ts";
import { eventually } from "../support/wait.ts";
import { renderer } from "../support/renderer.ts";

let runs: RealRuns;
let db: Database;
const logged: string[] = [];
beforeAll(async () => {
  const sink = new Writable({
    write: (line: Buffer, _encoding, done) => {
      logged.push(line.toString());
      done();
    },
  });
  runs = await realRuns("data-promo", { log: pino(sink) });
  ({ db } = runs);
});

async function poolOf(name: string, number: number, lowStock = 0): Promise<string> {
  const { id } = await createPool(contextOf(db), { name, lowStock });
  if (number > 0) {
    await addCodes(
      contextOf(db),
      id,
      Array.from({ length: number }, (_, index) => `${name}-${index}`),
    );
  }
  return id;
}

const give = (pool: string) => ({ id: "code", kind: "promoCode", config: { pool } });

interface Given {
  code: string;
  run_id: string;
  contact_id: string;
}
const givenOf = (poolId: string) =>
  db.query<Given>("select * from promo_codes where pool_id = $1 and given_at is not null", [
    poolId,
  ]);

test("50 runs at once share 49 codes: each is given once, one run goes away empty", async () => {
  const poolId = await poolOf("Rush", 49);
  const workflow = await runs.make(inARow(give("Rush")));
  const events = Array.from({ length: 50 }, (_, n) => ({ email: `rush${n}@b.eu` }));
  const ids = await workflow.launch(...events);
  const ended = await Promise.all(ids.map((id) => endOf(db, id)));
  const ways = ended.map(({ ways: { code } }) => code);
  expect(ways.filter((way) => way === "given")).toHaveLength(49);
  expect(ways.filter((way) => way === "empty")).toHaveLength(1);
  const given = await givenOf(poolId);
  expect(new Set(given.map(({ code }) => code)).size).toBe(49);
  expect(new Set(given.map(({ run_id }) => run_id)).size).toBe(49);
  expect(new Set(given.map(({ contact_id }) => contact_id)).size).toBe(49);
  expect(await getPool(contextOf(db), poolId)).toMatchObject({
    total: 49,
    given: 49,
    remaining: 0,
  });
});

test("the code is what the mail shows; the step done again gives no other", async () => {
  const poolId = await poolOf("Mail", 3);
  const subject = "{{ vars.promoCode }}";
  const mail = { id: "mail", kind: "sendEmail", config: { subject, html: "<p>Here</p>" } };
  const workflow = await runs.make(inARow(give("Mail"), mail));
  const { id, ways } = await workflow.follow();
  expect(ways["code"]).toBe("given");
  const [given] = await givenOf(poolId);
  expect(runs.mail.received.map((received) => received.subject)).toEqual([given?.code]);
  expect(given?.code).toBe("Mail-0");

  const activities = databaseActivities({
    renderer,
    db,
    findBlock: versionCache(),
    notifyWork: () => undefined,
  });
  const step = { runId: id, blockId: "code", visit: 1, position: 1, check: false };
  const again = await activities.performBlock({ ...step, at: new Date().toISOString() });
  expect(again).toEqual({ branch: "given" });
  expect(await givenOf(poolId)).toEqual([given]);
  const [run] = await db.query("select variables from runs where id = $1", [id]);
  expect(run).toEqual({ variables: { promoCode: given?.code } });
});

test("a code whose transaction is rolled back is given to who waited for it", async () => {
  const poolId = await poolOf("Last", 1);
  const to = { blockId: "b", visit: 1, contactId: "00000000-0000-7000-8000-000000000001" };
  let waiting: Promise<string | null> | undefined;
  const failed = db.tx(async (sql) => {
    expect(await assignCode(sql, "Last", { ...to, runId: to.contactId })).toBe("Last-0");
    waiting = db.tx((other) =>
      assignCode(other, "Last", { ...to, runId: "00000000-0000-7000-8000-000000000002" }),
    );
    await eventually("the other to wait", async () => {
      const [row] = await db.query<{ n: number }>(
        "select count(*) as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      );
      return (row?.n ?? 0) > 0;
    });
    throw new Error("rolled back");
  });
  await expect(failed).rejects.toThrow("rolled back");
  expect(await waiting).toBe("Last-0");
  expect(await givenOf(poolId)).toHaveLength(1);
});

test('a pool that is not there, or has no code, is the way "empty"', async () => {
  await poolOf("Nothing", 0);
  for (const name of ["Nothing", "Nowhere"]) {
    const { ways } = await (await runs.make(inARow(give(name)))).follow();
    expect(ways["code"]).toBe("empty");
  }
});

test("a pool that runs low is told of once, and again after it was filled", async () => {
  const id = await poolOf("Low", 3, 2);
  const names = async () => (await takeLowPools(db)).map(({ name }) => name);
  await names();
  expect(await names()).toEqual([]);
  expect(await getPool(contextOf(db), id)).toMatchObject({ remaining: 3, runsLow: false });
  await (await runs.make(inARow(give("Low")))).follow();
  expect(await getPool(contextOf(db), id)).toMatchObject({ remaining: 2, runsLow: true });
  expect(await names()).toEqual(["Low"]);
  expect(await names()).toEqual([]);
  await addCodes(contextOf(db), id, ["more"]);
  expect(await names()).toEqual([]);
  await (await runs.make(inARow(give("Low")))).follow();
  expect(await names()).toEqual(["Low"]);
});

test("no code is in the journal or the log", async () => {
  const steps = JSON.stringify(await db.query("select outcome from run_steps"));
  expect(`${steps}${logged.join("")}`).not.toMatch(/(Rush|Mail|Last|Low)-\d/);
});
