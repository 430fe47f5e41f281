import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { putCalendar } from "../../../src/db/messages/pressure-calendars.ts";
import type { Cap } from "../../../src/domain/pressure/cap.ts";
import type { HolidayCalendar } from "../../../src/domain/pressure/quiet.ts";
import type { TimeWindow } from "../../../src/domain/time-window.ts";
import type { PressureAnswer, PressureWish } from "../../../src/services/pressure/gate.ts";
import { passPressure } from "../../../src/services/pressure/gate.ts";
import {
  holidaysAround,
  minuteMs,
  quietUntil,
  someWindows,
  somewhen,
} from "../../domain/pressure/quiet-model.ts";
import { testDatabase } from "../../support/database.ts";
import { wishesOf } from "./people.ts";

const hourMs = 60 * minuteMs;

/** What a block and its workspace say, of which a message is one case. */
interface Rules {
  quietHours: TimeWindow[];
  isOnHolidays: boolean;
  inQuietHours: "wait" | "skip";
  overCap: "wait" | "skip";
  latestHours: number;
}

/** Rolling, so that the model can say by subtraction when a place is free again. */
interface Limit {
  limit: number;
  hours: number;
}

/** One message as the model knows it. */
interface Known {
  rules: Rules;
  priority: number;
  since: number;
  state: "waits" | "gone" | "given up";
  quietUntil: number | null;
  /** When it looks again. */
  until: number;
}

/** A contact's messages as somebody would decide on them who reads the settings out loud. */
function modelOf(
  limits: readonly Limit[],
  calendars: readonly HolidayCalendar[],
  timeZone: string,
) {
  const all: Known[] = [];
  let taken: number[] = [];

  const freeAt = ({ limit, hours }: Limit, now: number, places: readonly number[]): number => {
    const ends = places
      .map((at) => at + hours * hourMs)
      .filter((end) => end > now)
      .toSorted((a, b) => a - b);
    return ends.length < limit ? now : (ends[ends.length - limit] ?? now);
  };
  const nextFree = (now: number, places: readonly number[]): number =>
    Math.max(now, ...limits.map((each) => freeAt(each, now, places)));

  const isBefore = (one: Known, other: Known): boolean =>
    one.priority > other.priority || (one.priority === other.priority && one.since < other.since);

  return {
    all,
    /** What becomes of a message that asks; `until` of one that waits. */
    ask(message: Known, now: number): { outcome: string; until?: number; because?: string } {
      const { rules } = message;
      const latest = message.since + rules.latestHours * hourMs;
      const wait = (until: number, because: string) => {
        message.state = "waits";
        message.until = Math.min(until, latest);
        return { outcome: "wait", until: message.until, because };
      };
      const giveUp = (because: string) => {
        message.state = "given up";
        return { outcome: "skip", because };
      };
      const days = rules.isOnHolidays ? calendars : [];
      const quiet = quietUntil(rules.quietHours, days, now, timeZone);
      message.quietUntil = quiet;
      if (quiet !== null) {
        if (rules.inQuietHours === "skip" || now >= latest) return giveUp("quiet");
        return wait(quiet, "quiet");
      }
      const free = nextFree(now, taken);
      if (free > now) {
        if (rules.overCap === "skip" || now >= latest) return giveUp("cap");
        return wait(free, "cap");
      }
      // Those before it that could go now have their places first.
      const first = all
        .filter((one) => one !== message && one.state === "waits" && isBefore(one, message))
        .filter((one) => one.since + one.rules.latestHours * hourMs >= now)
        .filter((one) => one.quietUntil === null || one.quietUntil <= now);
      const places = [...taken];
      for (const _ of first) if (nextFree(now, places) === now) places.push(now);
      if (nextFree(now, places) > now) {
        if (rules.overCap === "skip" || now >= latest) return giveUp("priority");
        return wait(now + minuteMs / 2, "priority");
      }
      message.state = "gone";
      if (limits.length > 0) taken.push(now);
      return { outcome: "go" };
    },
  };
}

const toldOf = (answer: PressureAnswer) => ({
  outcome: answer.outcome,
  ...(answer.outcome === "wait" && { until: answer.until.toISOString() }),
  ...(answer.outcome !== "go" && { because: answer.why.because }),
});

const anyRules: fc.Arbitrary<Rules> = fc.record({
  quietHours: someWindows,
  isOnHolidays: fc.boolean(),
  inQuietHours: fc.constantFrom("wait" as const, "wait" as const, "skip" as const),
  overCap: fc.constantFrom("wait" as const, "wait" as const, "skip" as const),
  latestHours: fc.integer({ min: 1, max: 72 }),
});
/** A message comes, or the time at which one looks again: then another one comes. */
const anyStep = fc.record({
  isWaking: fc.boolean(),
  minutes: fc.integer({ min: 1, max: 12 * 60 }),
  rules: anyRules,
  priority: fc.integer({ min: 1, max: 3 }),
});
const scenario = somewhen.chain(({ at: start, timeZone }) =>
  fc.record({
    start: fc.constant(start),
    timeZone: fc.constant(timeZone),
    calendars: holidaysAround(start, timeZone),
    limits: fc.array(
      fc.record({
        limit: fc.integer({ min: 1, max: 2 }),
        hours: fc.integer({ min: 1, max: 30 }),
      }),
      { maxLength: 2 },
    ),
    steps: fc.array(anyStep, { minLength: 3, maxLength: 8 }),
  }),
);

test("beside caps and priorities, a message goes, waits until or is dropped as its quiet hours, holidays and latest time say", async () => {
  const { db } = await testDatabase();
  const make = await wishesOf(db);
  await fc.assert(
    fc.asyncProperty(scenario, async ({ start, timeZone, calendars, limits, steps }) => {
      const contactId = randomUUID();
      // Calendars have names of their own, as those of all cases are in one database.
      const named = calendars.map(({ days }) => ({ name: randomUUID(), days }));
      for (const calendar of named) {
        await putCalendar(db, { ...calendar, source: "", knownUntil: "2100-01-01" });
      }
      const caps = limits.map(({ limit, hours }): Cap => ({
        channels: "all",
        limit,
        window: "rolling",
        every: hours,
        unit: "hours",
      }));
      const model = modelOf(limits, named, timeZone);
      const wishes = new Map<Known, PressureWish>();
      let now = start;
      const ask = async (message: Known, wish: PressureWish): Promise<void> => {
        const answers = await db.tx((sql) => passPressure(sql, [wish], new Date(now)));
        const answer = answers.get(wish.messageId) ?? { outcome: "go" };
        const { until, ...expected } = model.ask(message, now);
        const told = until === undefined ? {} : { until: new Date(until).toISOString() };
        expect(toldOf(answer)).toEqual({ ...expected, ...told });
      };
      for (const { isWaking, minutes, rules, priority } of steps) {
        const wakes = model.all.filter(({ state }) => state === "waits").map((one) => one.until);
        now = isWaking && wakes.length > 0 ? Math.min(...wakes) : now + minutes * minuteMs;
        const message: Known = {
          rules,
          priority,
          since: now,
          state: "waits",
          quietUntil: null,
          until: now,
        };
        const { quietHours: windows, inQuietHours, overCap, latestHours } = rules;
        const settings = {
          caps,
          overCap,
          inQuietHours,
          quietHours: [{ channels: "all" as const, windows }],
          holidays: rules.isOnHolidays ? named.map(({ name }) => name) : [],
          latest: { amount: latestHours, unit: "hours" as const },
        };
        const wish = await make({ contactId, priority, timeZone, settings });
        await ask(message, wish);
        model.all.push(message);
        wishes.set(message, wish);
        // Whoever waits looks again, the lowest first.
        const waiting = model.all.filter(({ state }) => state === "waits");
        for (const one of waiting.toSorted((a, b) => a.priority - b.priority)) {
          const its = wishes.get(one);
          if (its !== undefined) await ask(one, its);
        }
      }
    }),
    { seed: 20_261_129, numRuns: 30 },
  );
});
