import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import type { Frequency } from "../../src/domain/frequency.ts";
import { nextAllowedAt, periodUnits, windowOf } from "../../src/domain/frequency.ts";

type Period = Extract<Frequency, { kind: "period" }>;

// Half-hour offsets, changes at midnight, changes by half an hour, a zone that skipped a day.
const zones = [
  "UTC",
  "Europe/Kyiv",
  "Europe/London",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Africa/Cairo",
  "Asia/Kathmandu",
  "America/St_Johns",
];

const period: fc.Arbitrary<Period> = fc
  .record({
    kind: fc.constant("period" as const),
    every: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom(...periodUnits),
    window: fc.constantFrom("rolling" as const, "calendar" as const),
    timeZone: fc.constantFrom(...zones),
  })
  .map((made) =>
    made.window === "calendar" && made.unit === "hours"
      ? { ...made, every: 1 + (made.every % 24) }
      : made,
  );

const instant = fc
  .integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2040, 0, 1) })
  .map((milliseconds) => new Date(milliseconds));

/** What the gate does, event by event. */
function launches(frequency: Frequency, events: readonly Date[]): Date[] {
  let next: Date | "infinity" | null = new Date(0);
  const launched: Date[] = [];
  for (const at of events) {
    if (next === "infinity" || (next !== null && next > at)) continue;
    launched.push(at);
    next = nextAllowedAt(frequency, at);
  }
  return launched;
}

/** Events close enough together that many fall into one window, spread around a random moment. */
const burst = fc
  .tuple(
    instant,
    fc.array(fc.integer({ min: 0, max: 100 * 86_400_000 }), { minLength: 1, maxLength: 60 }),
  )
  .map(([from, offsets]) =>
    offsets.toSorted((a, b) => a - b).map((offset) => new Date(from.getTime() + offset)),
  );

describe("frequency", () => {
  test("a window begins at or before its event and ends after it", () => {
    fc.assert(
      fc.property(period, instant, (rule, at) => {
        const { start, end } = windowOf(rule, at);
        expect(start.getTime()).toBeLessThanOrEqual(at.getTime());
        expect(end.getTime()).toBeGreaterThan(at.getTime());
      }),
      { numRuns: 2_000 },
    );
  });

  test("calendar windows tile time: the same for every instant in them, the next begins where one ends", () => {
    fc.assert(
      fc.property(
        period,
        instant,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (rule, at, part) => {
          const calendar: Period = { ...rule, window: "calendar", every: Math.min(rule.every, 24) };
          const { start, end } = windowOf(calendar, at);
          const inside = new Date(
            start.getTime() + Math.floor(part * (end.getTime() - start.getTime())),
          );
          expect(windowOf(calendar, inside)).toEqual({ start, end });
          expect(windowOf(calendar, end).start).toEqual(end);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("a rolling window lets at most one run into any N units, and the first event after it launches", () => {
    fc.assert(
      fc.property(period, burst, (rule, events) => {
        const rolling: Period = { ...rule, window: "rolling" };
        const launched = launches(rolling, events);
        expect(launched[0]).toEqual(events[0]);
        for (const [index, at] of launched.entries()) {
          const end = windowOf(rolling, at).end;
          const following = launched[index + 1];
          expect(following).toEqual(events.find((event) => event >= end));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("a calendar window gets exactly one run, by its first event", () => {
    fc.assert(
      fc.property(period, burst, (rule, events) => {
        const calendar: Period = { ...rule, window: "calendar", every: Math.min(rule.every, 24) };
        const firsts = new Map<number, Date>();
        for (const at of events) {
          const start = windowOf(calendar, at).start.getTime();
          if (!firsts.has(start)) firsts.set(start, at);
        }
        expect(launches(calendar, events)).toEqual([...firsts.values()]);
      }),
      { numRuns: 500 },
    );
  });

  test("days, weeks and months are counted on the zone's calendar: the wall clock stays", () => {
    fc.assert(
      fc.property(period, instant, (rule, at) => {
        fc.pre(rule.unit !== "hours");
        const rolling: Period = { ...rule, window: "rolling" };
        const wall = (date: Date) =>
          Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(
            rolling.timeZone,
          );
        const [from, to] = [wall(at), wall(windowOf(rolling, at).end)];
        const expected = from.toPlainDateTime().add({ [rolling.unit]: rolling.every });
        const there = expected.toZonedDateTime(rolling.timeZone).toPlainDateTime();
        // A gap of the clock has no such time, and Samoa no 30 December 2011: the next one counts.
        if (there.equals(expected))
          expect(to.toPlainDateTime().toString()).toBe(expected.toString());
        else expect(to.epochMilliseconds).toBeGreaterThan(from.epochMilliseconds);
      }),
      { numRuns: 1_000 },
    );
  });

  test("a month after January 31st ends on the last day of February", () => {
    const monthly: Period = {
      kind: "period",
      every: 1,
      unit: "months",
      window: "rolling",
      timeZone: "Europe/Kyiv",
    };
    expect(nextAllowedAt(monthly, new Date("2027-01-31T10:00:00Z"))).toEqual(
      new Date("2027-02-28T10:00:00Z"),
    );
    expect(nextAllowedAt(monthly, new Date("2028-01-31T10:00:00Z"))).toEqual(
      new Date("2028-02-29T10:00:00Z"),
    );
  });

  test("a day across a change of the clock lasts 23 or 25 hours", () => {
    const daily: Period = {
      kind: "period",
      every: 1,
      unit: "days",
      window: "rolling",
      timeZone: "Europe/Kyiv",
    };
    // 2026-03-29 03:00 → 04:00 and 2026-10-25 04:00 → 03:00.
    expect(nextAllowedAt(daily, new Date("2026-03-28T12:00:00Z"))).toEqual(
      new Date("2026-03-29T11:00:00Z"),
    );
    expect(nextAllowedAt(daily, new Date("2026-10-24T12:00:00Z"))).toEqual(
      new Date("2026-10-25T13:00:00Z"),
    );
  });

  test("calendar weeks begin on Monday, in the zone", () => {
    const weekly: Period = {
      kind: "period",
      every: 1,
      unit: "weeks",
      window: "calendar",
      timeZone: "Europe/Kyiv",
    };
    const { start, end } = windowOf(weekly, new Date("2026-11-24T20:14:00Z"));
    expect(start).toEqual(new Date("2026-11-22T22:00:00Z"));
    expect(end).toEqual(new Date("2026-11-29T22:00:00Z"));
  });

  test("once never opens again, each time is never closed", () => {
    expect(nextAllowedAt({ kind: "once" }, new Date())).toBe("infinity");
    expect(nextAllowedAt({ kind: "each" }, new Date())).toBeNull();
  });
});
