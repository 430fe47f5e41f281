import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../../src/db/core/database.ts";
import { setMessageState } from "../../../src/db/messages/message-rows.ts";
import type { Cap } from "../../../src/domain/pressure/cap.ts";
import { freeAgainAt, isCapFor } from "../../../src/domain/pressure/cap.ts";
import type { PressureAnswer, PressureWish } from "../../../src/services/pressure/gate.ts";
import { passPressure } from "../../../src/services/pressure/gate.ts";
import { testDatabase } from "../../support/database.ts";
import { endRun, hourly, keepMessage, wishesOf } from "./people.ts";

async function ask(db: Database, wish: PressureWish, at?: Date): Promise<PressureAnswer> {
  const answers = await db.tx((sql) => passPressure(sql, [wish], at));
  return answers.get(wish.messageId) ?? { outcome: "go" };
}

const start = new Date("2026-03-28T10:00:00Z");
const later = (hours: number): Date => new Date(start.getTime() + hours * 3_600_000);

test("64 messages of one contact at once take exactly the places that there are", async () => {
  const { db } = await testDatabase(16);
  const make = await wishesOf(db);
  const contactId = randomUUID();
  const caps = [{ ...hourly, limit: 5 }];
  const wishes = await Promise.all(
    Array.from({ length: 64 }, () => make({ contactId, settings: { caps } })),
  );
  const answers = await Promise.all(wishes.map((wish) => ask(db, wish)));
  expect(answers.filter(({ outcome }) => outcome === "go")).toHaveLength(5);
  expect(answers.filter(({ outcome }) => outcome === "wait")).toHaveLength(59);
  const [taken] = await db.query("select count(*) as count from pressure_taken");
  expect(taken).toEqual({ count: 5 });
});

test("over the cap, what won and when it is free again stands there in words", async () => {
  const { db } = await testDatabase();
  const make = await wishesOf(db);
  const contactId = randomUUID();
  const wish = () => make({ contactId, settings: { caps: [hourly] } });
  await ask(db, await wish(), start);
  await ask(db, await wish(), later(1));
  const third = await ask(db, await wish(), later(2));
  expect(third).toMatchObject({
    outcome: "wait",
    until: later(24),
    why: {
      because: "cap",
      words:
        '2 of 2 messages in 24 hours have been sent: by "Welcome" at 2026-03-28T10:00:00.000Z, ' +
        'by "Welcome" at 2026-03-28T11:00:00.000Z; free again at 2026-03-29T10:00:00.000Z',
      freeAt: later(24).toISOString(),
    },
  });
});

test("a free place goes to the higher priority, then to the one that waits longer, whoever wakes first", async () => {
  const { db } = await testDatabase();
  const make = await wishesOf(db);
  const contactId = randomUUID();
  const caps = [{ ...hourly, limit: 1 }];
  const wish = (priority: number) => make({ contactId, priority, settings: { caps } });
  await ask(db, await wish(5), start);
  const [low, high, high2] = [await wish(1), await wish(9), await wish(9)];
  for (const [index, one] of [low, high, high2].entries()) {
    expect(await ask(db, one, later(index + 1))).toMatchObject({ outcome: "wait" });
  }
  // The place is free again.
  const fresh = await wish(5);
  for (const one of [low, high2, fresh]) {
    expect(await ask(db, one, later(24))).toMatchObject({ why: { because: "priority" } });
  }
  expect(await ask(db, high, later(24))).toEqual({ outcome: "go" });
  expect(await ask(db, high2, later(24))).toMatchObject({ why: { because: "cap" } });

  // One whose run has ended holds nobody up.
  await endRun(db, high2);
  expect(await ask(db, low, later(48))).toMatchObject({ why: { because: "priority" } });
  expect(await ask(db, fresh, later(48))).toEqual({ outcome: "go" });
});

test("one whose run nobody carries any more is let go first for a quarter of an hour", async () => {
  const { db } = await testDatabase();
  const make = await wishesOf(db);
  const contactId = randomUUID();
  const caps = [{ ...hourly, limit: 1 }];
  await ask(db, await make({ contactId, settings: { caps } }), start);
  const [dead, alive] = [
    await make({ contactId, priority: 9, settings: { caps } }),
    await make({ contactId, priority: 1, settings: { caps } }),
  ];
  await ask(db, dead, later(1));
  await ask(db, alive, later(1));
  for (let looks = 0; looks < 30; looks++) {
    const at = later(24 + looks / 120);
    expect(await ask(db, alive, at)).toMatchObject({ why: { because: "priority" } });
  }
  expect(await ask(db, alive, later(24.25))).toEqual({ outcome: "go" });
});

test("a message that was certainly not sent gives its place back and wakes who waits; an unknown one keeps it", async () => {
  const { db } = await testDatabase();
  const make = await wishesOf(db);
  const contactId = randomUUID();
  const caps = [{ ...hourly, limit: 1 }];
  const settings = { caps };
  const first = await make({ contactId, settings });
  await ask(db, first);
  await keepMessage(db, first);
  const second = await make({ contactId, settings });
  expect(await ask(db, second)).toMatchObject({ outcome: "wait" });

  await setMessageState(db, first.messageId, "unknown", "timed out");
  expect(await ask(db, second)).toMatchObject({ outcome: "wait" });
  await db.query("update messages set state = 'sending'");
  await setMessageState(db, first.messageId, "failed", "no such mailbox");
  const wakes = await db.query("select kind, run_id, block_id, visit, state from run_signals");
  expect(wakes).toEqual([
    { kind: "wake", run_id: second.runId, block_id: "mail", visit: 1, state: "pending" },
  ]);
  expect(await ask(db, second)).toEqual({ outcome: "go" });
  const [message] = await db.query("select gave_place_back from messages");
  expect(message).toEqual({ gave_place_back: true });
});

test("after its latest time a message is not sent, and says for what it waited", async () => {
  const { db } = await testDatabase();
  const make = await wishesOf(db);
  const contactId = randomUUID();
  const caps = [{ ...hourly, limit: 1 }];
  const latest = { amount: 2, unit: "hours" as const };
  await ask(db, await make({ contactId, settings: { caps } }), start);
  const wish = await make({ contactId, settings: { caps, latest } });
  expect(await ask(db, wish, later(1))).toMatchObject({ outcome: "wait", until: later(3) });
  const answer = await ask(db, wish, later(3));
  expect(answer).toMatchObject({ outcome: "skip" });
  expect(answer.outcome === "skip" && answer.why.words).toMatch(
    /^waited to its latest time, .*: 1 of 1/,
  );
  expect(await db.query("select 1 from pressure_waiting")).toEqual([]);
});

test("transactional messages pass, and take places only where they are to count", async () => {
  const { db } = await testDatabase();
  const make = await wishesOf(db);
  const caps = [{ ...hourly, limit: 1 }];
  for (const transactional of ["ignored", "counted"] as const) {
    const contactId = randomUUID();
    const settings = { caps, transactional };
    for (let count = 0; count < 3; count++) {
      const wish = await make({ contactId, settings, transactional: true });
      expect(await ask(db, wish)).toEqual({ outcome: "go" });
    }
    const marketing = await ask(db, await make({ contactId, settings }));
    expect(marketing.outcome).toBe(transactional === "counted" ? "wait" : "go");
  }
});

test("quiet hours are those of the contact's clock, over a change of the clocks, and take no place", async () => {
  const { db } = await testDatabase();
  const make = await wishesOf(db);
  const contactId = randomUUID();
  const days = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
  ] as const;
  const settings = {
    caps: [{ ...hourly, limit: 1 }],
    quietHours: [{ channels: "all" as const, windows: [{ days, from: "22:00", to: "08:00" }] }],
  };
  const wish = await make({ contactId, settings, timeZone: "Europe/Kyiv", priority: 9 });
  // 23:30 in Kyiv; the clocks go forward in that night.
  const night = new Date("2026-03-28T21:30:00Z");
  expect(await ask(db, wish, night)).toMatchObject({
    outcome: "wait",
    until: new Date("2026-03-29T05:00:00Z"),
    why: { because: "quiet" },
  });
  // Somebody without quiet hours may go meanwhile, though of lower priority.
  const other = await make({ contactId, settings: { caps: settings.caps }, priority: 1 });
  expect(await ask(db, other, night)).toEqual({ outcome: "go" });
  expect(await ask(db, wish, new Date("2026-03-29T05:00:00Z"))).toMatchObject({
    outcome: "wait",
    why: { because: "cap" },
  });
});

const zones = ["UTC", "Europe/Kyiv", "America/New_York", "Asia/Kathmandu"];
const anyCap: fc.Arbitrary<Cap> = fc.record({
  channels: fc.constantFrom("all" as const, ["email"], ["sms"]),
  limit: fc.integer({ min: 1, max: 3 }),
  window: fc.constantFrom("rolling" as const, "calendar" as const),
  every: fc.integer({ min: 1, max: 2 }),
  unit: fc.constantFrom("hours" as const, "days" as const, "weeks" as const),
});
const anyStep = fc.record({
  hours: fc.integer({ min: 0, max: 30 }),
  what: fc.constantFrom("arrives", "arrives", "arrives", "is refused", "ends"),
  channel: fc.constantFrom("email", "sms"),
  priority: fc.integer({ min: 1, max: 3 }),
  which: fc.nat(20),
});

test("by any caps, arrivals, refusals and ends of runs: never over, and no place is left to nobody", async () => {
  const { db } = await testDatabase();
  const make = await wishesOf(db);
  const scenario = fc.record({
    caps: fc.array(anyCap, { minLength: 1, maxLength: 3 }),
    timeZone: fc.constantFrom(...zones),
    steps: fc.array(anyStep, { minLength: 5, maxLength: 16 }),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ caps, timeZone, steps }) => {
      const contactId = randomUUID();
      // The model: who has gone, when; who waits.
      let gone: { wish: PressureWish; at: Date }[] = [];
      let waiting: PressureWish[] = [];
      let now = start;
      const isFull = (channel: string): boolean =>
        caps.some(
          (cap) =>
            isCapFor(cap, channel) &&
            gone.filter(
              ({ wish, at }) => isCapFor(cap, wish.channel) && freeAgainAt(cap, at, timeZone) > now,
            ).length >= cap.limit,
        );
      const asks = async (wish: PressureWish): Promise<void> => {
        const couldGo = !isFull(wish.channel);
        const { outcome } = await ask(db, wish, now);
        if (outcome !== "go") return;
        expect(couldGo).toBe(true);
        const ahead = waiting.filter((one) => one.priority > wish.priority);
        gone.push({ wish, at: now });
        waiting = waiting.filter((one) => one !== wish);
        // Whoever has a higher priority could not have gone, or has room beside it.
        for (const one of ahead) {
          gone.pop();
          const wasFull = isFull(one.channel);
          gone.push({ wish, at: now });
          const isBeside =
            !isFull(one.channel) ||
            !caps.some((cap) => isCapFor(cap, one.channel) && isCapFor(cap, wish.channel));
          expect(wasFull || isBeside).toBe(true);
        }
      };
      for (const { hours, what, channel, priority, which } of steps) {
        now = new Date(now.getTime() + hours * 3_600_000);
        if (what === "arrives") {
          const settings = { caps, latest: { amount: 10, unit: "months" as const } };
          const wish = await make({ contactId, channel, priority, timeZone, settings });
          if (wish.rules.counts) {
            waiting.push(wish);
            await asks(wish);
          }
        } else if (what === "ends") {
          const one = waiting[which % Math.max(1, waiting.length)];
          if (one !== undefined) await endRun(db, one);
          waiting = waiting.filter((other) => other !== one);
        } else {
          const one = gone[which % Math.max(1, gone.length)];
          if (one !== undefined && now.getTime() - one.at.getTime() < 86_400_000) {
            await keepMessage(db, one.wish);
            await setMessageState(db, one.wish.messageId, "failed", "refused");
            gone = gone.filter((other) => other !== one);
          }
        }
        // All are woken, the lowest first: each that could go has gone, or lets a higher one go first.
        for (const round of [1, -1]) {
          const order = waiting.toSorted((a, b) => (a.priority - b.priority) * round);
          for (const wish of order) await asks(wish);
        }
        for (const wish of waiting) await asks(wish);
        for (const wish of waiting) expect(isFull(wish.channel)).toBe(true);
      }
    }),
    { seed: 20_261_128, numRuns: 25 },
  );
});
