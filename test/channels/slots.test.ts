import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Gate } from "../../src/channels/slots.ts";
import { sharedGate } from "../../src/channels/slots.ts";
import type { Database } from "../../src/db/core/database.ts";
import { openDatabase } from "../../src/db/core/database.ts";
import type { SlotsWanted } from "../../src/db/messages/channel-slots.ts";
import { giveSlotsBack, takeSlots } from "../../src/db/messages/channel-slots.ts";
import { newId } from "../../src/platform/new-id.ts";
import { afterwards } from "../support/afterwards.ts";
import { testDatabase } from "../support/database.ts";
import { eventually } from "../support/wait.ts";

const timing = { leaseMs: 4_000, longestMs: 1_000, renewMs: 200, askMs: 20 };

async function channelWith(concurrency: number): Promise<{ db: Database; url: string }> {
  const { db, url } = await testDatabase();
  await db.query(
    `insert into channel_setups (channel, provider, concurrency, hook_token, revision)
     values ('sms', 'twilio', $1, 'token', gen_random_uuid())`,
    [concurrency],
  );
  return { db, url };
}

interface Worker extends Gate {
  /** How often Postgres was asked. */
  asked(): number;
}

/** The gate of a worker, with connections of its own. */
function worker(
  url: string,
  others: Gate[] = [],
  more: Partial<typeof timing> = {},
  withoutSetup?: number,
): Worker {
  const db = openDatabase(url, 2);
  let asked = 0;
  const gate = sharedGate({
    channel: "sms",
    take: (wanted) => {
      asked++;
      return takeSlots(db, { ...wanted, withoutSetup });
    },
    giveBack: (holder) => giveSlotsBack(db, "sms", holder),
    onShortage: () => {
      for (const one of others) one.yield();
    },
    now: () => performance.now(),
    timing: { ...timing, ...more },
  });
  afterwards(async () => {
    await gate.close();
    await db.close();
  });
  return { ...gate, asked: () => asked };
}

const dead = (more: Partial<SlotsWanted>): SlotsWanted => ({
  channel: "sms",
  holder: newId(),
  inUse: 0,
  wanted: 2,
  isWaiting: true,
  leaseMs: 300,
  ...more,
});

test("two workers together never have more on their way than the channel may, and lose none", async () => {
  const { url } = await channelWith(5);
  const workers = [worker(url), worker(url)];
  let under = 0;
  let most = 0;
  const done = [0, 0];
  await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const gate = workers[index % 2] as Worker;
      await gate.enter();
      expect(gate.isFresh()).toBe(true);
      most = Math.max(most, ++under);
      await sleep(5 + (index % 7));
      under--;
      done[index % 2] = (done[index % 2] ?? 0) + 1;
      gate.leave();
    }),
  );
  expect(most).toBe(5);
  expect(done).toEqual([100, 100]);
});

test("messages that follow each other share what was leased once", async () => {
  const { url } = await channelWith(10);
  const gate = worker(url);
  for (let count = 0; count < 100; count++) {
    await gate.enter();
    gate.leave();
  }
  expect(gate.asked()).toBeLessThan(5);
});

test("with fewer slots than workers each comes to its turn", async () => {
  const { url } = await channelWith(1);
  const workers = [worker(url), worker(url), worker(url)];
  let under = 0;
  await Promise.all(
    workers.flatMap((gate) =>
      Array.from({ length: 5 }, async () => {
        await gate.enter();
        expect(++under).toBe(1);
        await sleep(5);
        under--;
        gate.leave();
      }),
    ),
  );
});

test("what one holds and does not use, another gets as soon as it says that it waits", async () => {
  const { url } = await channelWith(1);
  const idle = worker(url, [], { renewMs: 60_000 });
  await idle.enter();
  idle.leave();
  const waiting = worker(url, [idle]);
  await waiting.enter();
  waiting.leave();
});

test("what a dead worker held is another's when its lease is over, and not before", async () => {
  const { db, url } = await channelWith(2);
  expect(await takeSlots(db, dead({}))).toMatchObject({ slots: 2 });
  const [held] = await db.query<{ until: Date }>("select held_until as until from channel_slots");
  const gate = worker(url);
  await gate.enter();
  const [now] = await db.query<{ now: Date }>("select clock_timestamp() as now");
  expect(now?.now.getTime()).toBeGreaterThanOrEqual(held?.until.getTime() ?? Infinity);
  gate.leave();
});

test("a limit that was lowered holds for what begins from then on", async () => {
  const { db } = await channelWith(4);
  const holder = newId();
  expect(await takeSlots(db, dead({ holder, wanted: 4 }))).toMatchObject({ slots: 4 });
  await db.query("update channel_setups set concurrency = 2");
  expect(await takeSlots(db, dead({ holder, inUse: 3, wanted: 5 }))).toMatchObject({ slots: 3 });
  expect(await takeSlots(db, dead({ holder, inUse: 1, wanted: 5 }))).toMatchObject({ slots: 2 });
});

test("a channel without messages holds nothing and asks nobody", async () => {
  const { db, url } = await channelWith(3);
  const gate = worker(url);
  await gate.enter();
  gate.leave();
  await eventually("its slots to go back", async () => {
    const rows = await db.query("select 1 from channel_slots");
    return rows.length === 0;
  });
  const asked = gate.asked();
  await sleep(3 * timing.renewMs);
  expect(gate.asked()).toBe(asked);
});

test("without a set-up all workers together keep to what the environment says", async () => {
  const { url } = await testDatabase();
  const workers = [1, 2, 3].map(() => worker(url, [], {}, 2));
  let under = 0;
  let most = 0;
  await Promise.all(
    workers.flatMap((gate) =>
      Array.from({ length: 20 }, async () => {
        await gate.enter();
        most = Math.max(most, ++under);
        await sleep(3);
        under--;
        gate.leave();
      }),
    ),
  );
  expect(most).toBe(2);
});

test("a set-up goes before what the environment says, until it is taken down", async () => {
  const { db } = await channelWith(3);
  const asked = dead({ wanted: 9, withoutSetup: 7 });
  expect(await takeSlots(db, asked)).toMatchObject({ slots: 3 });
  await db.query("update channel_setups set removed_at = now()");
  expect(await takeSlots(db, asked)).toMatchObject({ slots: 7 });
  // What was begun by a channel that nothing else sends by still ends.
  expect(await takeSlots(db, { ...asked, withoutSetup: undefined })).toMatchObject({ slots: 3 });
});
