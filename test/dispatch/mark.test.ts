import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import {
  clock,
  doubtMark,
  findMark,
  keepMark,
  leaseMark,
  releaseMark,
} from "../../src/db/queue/temporal-mark.ts";
import { readMark, writeMark } from "../../src/dispatch/temporal-mark.ts";
import { markWatch } from "../../src/dispatch/watch-mark.ts";
import { scheduleIdOf } from "../../src/domain/fan-out.ts";
import { required } from "../../src/domain/required.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";
import type { TestTemporal } from "../support/temporal.ts";
import { testTemporal, unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";

let temporal: TestTemporal;
beforeAll(async () => {
  temporal = await testTemporal();
});

/** Three runs that Temporal has had for an hour, were told something, and a watch that has looked once. */
async function watched() {
  const { db } = await testDatabase();
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  await makeWorkflow(db);
  const contacts = ["a@example.com", "b@example.com", "c@example.com"];
  await ingest.ingest(contacts.map((one) => incoming({ typeKey: "order", email: one })));
  await db.query(
    "update runs set status = 'running', started_at = now() - interval '1 hour', checked_at = now()",
  );
  const taskQueue = unique("mark");
  const { client } = temporal;
  afterwards(() => client.schedule.getHandle(`mark/${taskQueue}`).delete());
  let mended = 0;
  const watch = () =>
    markWatch({
      db,
      client,
      taskQueue,
      log: pino({ level: "silent" }),
      onMended: () => {
        mended++;
      },
    });
  const first = watch();
  await first();
  return {
    db,
    client,
    taskQueue,
    watch,
    look: first,
    doubt: () => doubtMark(db),
    mended: () => mended,
    there: () => readMark(client, taskQueue),
    /** What a restore brings back. */
    give: (at: string) => writeMark(client, taskQueue, at),
    /** As if it had been given so long ago. */
    age: (seconds: number) => setAge(db, seconds),
    signals: () => signalsOf(db),
  };
}

async function setAge(db: Database, seconds: number): Promise<void> {
  await db.query(
    `update settings set value = jsonb_set(value, '{at}', to_jsonb(to_char(
        (now() - make_interval(secs => $1)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
      where key = 'temporal_mark'`,
    [seconds],
  );
}

/** Each run is told to stop; the first long ago, the second a minute ago, the third just now. */
async function tell(db: Database): Promise<void> {
  await db.query(
    `insert into run_signals (id, run_id, kind, reason, state, created_at, delivered_at)
     select gen_random_uuid(), id, 'stop', 'a test', 'delivered', now(), now() - make_interval(secs => (array[3000, 60, 0])[n])
       from (select id, row_number() over (order by id) as n from runs) r`,
  );
}

async function signalsOf(db: Database): Promise<string[]> {
  const rows = await db.query<{ state: string }>(
    "select state from run_signals order by run_id, kind",
  );
  return rows.map(({ state }) => state);
}

const ago = (db: Database, seconds: number) =>
  db
    .query<{ at: string }>(
      `select to_char((now() - make_interval(secs => $1)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
      [seconds],
    )
    .then(([row]) => required(row, "a row").at);

test("both sides get the same mark, and a look that finds it tells nobody anything", async () => {
  const { db, look, age, there, signals, mended } = await watched();
  const first = await there();
  expect(first).toBe((await findMark(db)).at);
  await tell(db);
  await look();
  expect(await there()).toBe(first);
  await age(70);
  await look();
  expect(await there()).toBe((await findMark(db)).at);
  expect((await there()) ?? "").toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  expect([(await there()) !== first, await signals(), mended()]).toEqual([
    true,
    ["delivered", "delivered", "delivered"],
    0,
  ]);
});

test("a Temporal with an older mark is told again what it was told since, though no run was started meanwhile", async () => {
  const { db, look, age, give, signals, mended } = await watched();
  await tell(db);
  await give(await ago(db, 600));
  await age(70);
  await look();
  expect(await signals()).toEqual(["delivered", "pending", "pending"]);
  expect(mended()).toBe(1);
  await db.query("update run_signals set state = 'delivered', delivered_at = clock_timestamp()");
  await age(70);
  await look();
  expect(await signals()).toEqual(["delivered", "delivered", "delivered"]);
});

test("a Temporal without a mark, where it had one, is told all of it again", async () => {
  const { db, client, taskQueue, look, age, there, signals } = await watched();
  await tell(db);
  await client.schedule.getHandle(`mark/${taskQueue}`).delete();
  await age(70);
  await look();
  expect(await signals()).toEqual(["pending", "pending", "pending"]);
  expect(await there()).toBe((await findMark(db)).at);
});

test("one that knows more than Postgres, as that was restored, is told nothing", async () => {
  const { db, look, age, there, signals } = await watched();
  await tell(db);
  await age(80);
  await look();
  expect(await signals()).toEqual(["delivered", "delivered", "delivered"]);
  expect(await there()).toBe((await findMark(db)).at);
});

describe("what was told since the last mark is told again", () => {
  test("when Temporal was away, once", async () => {
    const { db, look, doubt, age, signals } = await watched();
    await age(30);
    await tell(db);
    await doubt();
    await look();
    expect(await signals()).toEqual(["delivered", "delivered", "pending"]);
    await db.query("update run_signals set state = 'delivered' where state = 'pending'");
    await look();
    expect(await signals()).toEqual(["delivered", "delivered", "delivered"]);
  });

  test("by whoever looks next, though the worker that doubted it is gone", async () => {
    const { db, watch, doubt, age, signals } = await watched();
    await age(30);
    await tell(db);
    await doubt();
    await watch()();
    expect(await signals()).toEqual(["delivered", "delivered", "pending"]);
    expect((await findMark(db)).doubted).toBeUndefined();
  });

  test("but not for ever, where it is away time and again", async () => {
    const { db, look, doubt, age, signals } = await watched();
    await age(30);
    await tell(db);
    await db.query("update run_signals set attempts = 5");
    await doubt();
    await look();
    expect(await signals()).toEqual(["delivered", "delivered", "delivered"]);
  });

  test("also where it is doubted anew while somebody looks", async () => {
    const { db, doubt, signals } = await watched();
    await tell(db);
    const seen = await findMark(db);
    await doubt();
    await keepMark(db, seen, await ago(db, 10));
    expect((await findMark(db)).doubted).toBeDefined();
    expect(await signals()).toEqual(["delivered", "delivered", "delivered"]);
  });

  test("when nobody has kept the mark for a while", async () => {
    const { db, look, age, give, signals } = await watched();
    await age(100);
    await give((await findMark(db)).at ?? "");
    await tell(db);
    await look();
    expect(await signals()).toEqual(["delivered", "pending", "pending"]);
  });
});

test("runs that it has lost are started again at once, however many others wait to be compared", async () => {
  const { db, look, age, give } = await watched();
  await give(await ago(db, 7_200));
  await age(70);
  await look();
  const rows = await db.query("select from runs where status = 'pending'");
  expect(rows).toHaveLength(3);
});

test("schedules are told again, and those whose trigger is gone are removed from it", async () => {
  const { db, client, taskQueue, look, age, give } = await watched();
  const [kept, gone] = [randomUUID(), randomUUID()];
  await db.query("insert into schedules (binding_id, told, told_at) values ($1, 'x', now())", [
    kept,
  ]);
  const action = { type: "startWorkflow" as const, workflowType: "x", taskQueue };
  const handles = await Promise.all(
    [kept, gone, "of another"].map((id) => {
      const prefix = id === "of another" ? unique("other") : taskQueue;
      const scheduleId = scheduleIdOf(prefix, id);
      return client.schedule.create({ scheduleId, spec: {}, action });
    }),
  );
  const list = async () => {
    const ids: string[] = [];
    for await (const { scheduleId } of client.schedule.list()) ids.push(scheduleId);
    return handles.map((handle) => ids.includes(handle.scheduleId));
  };
  await eventually("Temporal to list them", async () => (await list()).every(Boolean));
  await give(await ago(db, 600));
  await age(70);
  await look();
  expect(await db.query("select told from schedules")).toEqual([{ told: null }]);
  const [known, unknown, other] = await Promise.all(
    handles.map((handle) =>
      handle.describe().then(
        () => true,
        () => false,
      ),
    ),
  );
  expect([known, unknown, other]).toEqual([true, false, true]);
  await Promise.all([handles[0]?.delete(), handles[2]?.delete()]);
});

test("a mending that was interrupted goes on where it was, and no mark is given before its end", async () => {
  const { db, look, watch, age, give, there, signals } = await watched();
  await tell(db);
  const older = await ago(db, 7_200);
  await give(older);
  await age(70);
  const ending = new AbortController();
  ending.abort();
  await look(ending.signal);
  expect(await signals()).toEqual(["pending", "pending", "pending"]);
  expect([await there(), (await findMark(db)).mending?.since]).toEqual([older, older]);
  await db.query("update run_signals set state = 'delivered'");
  await watch()();
  expect(await db.query("select from runs where status = 'pending'")).toHaveLength(3);
  const kept = await findMark(db);
  expect([await there(), kept.mending]).toEqual([kept.at, undefined]);
});

test("one worker at a time looks, and one that was kept from it looks again", async () => {
  const { db, look, doubt, age, give, signals } = await watched();
  await tell(db);
  await give(await ago(db, 600));
  await age(70);
  expect(await leaseMark(db, 60)).toBe(true);
  await doubt();
  await look();
  expect(await signals()).toEqual(["delivered", "delivered", "delivered"]);
  await releaseMark(db);
  await look();
  expect(await signals()).toEqual(["delivered", "pending", "pending"]);
});

test("whoever pauses, starts or renames the mark's schedule by hand changes nothing of it", async () => {
  const { db, client, taskQueue, look, age, there, signals } = await watched();
  await tell(db);
  const before = await there();
  const handle = client.schedule.getHandle(`mark/${taskQueue}`);
  await handle.unpause("by hand");
  await handle.pause();
  expect(await there()).toBe(before);
  await age(70);
  await look();
  expect(await signals()).toEqual(["delivered", "delivered", "delivered"]);
  const { spec, state } = await handle.describe();
  expect([spec.calendars, spec.intervals, state.paused]).toEqual([[], [], true]);
});

test("the mark tells Postgres's time, to the microsecond", async () => {
  const { db } = await testDatabase();
  const [first, second] = [await clock(db), await clock(db)];
  expect(first < second).toBe(true);
});
