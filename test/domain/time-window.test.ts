import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TimeWindow } from "../../src/domain/time-window.ts";
import {
  timeWindowsLabel,
  isWithin,
  nextOutside,
  nextWithin,
  weekdays,
} from "../../src/domain/time-window.ts";

// Changes by half an hour and at midnight, a zone that skipped a Friday, one that has none.
const zones = [
  "UTC",
  "Europe/Kyiv",
  "America/New_York",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Africa/Cairo",
  "Asia/Kathmandu",
  "America/St_Johns",
];

const time = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map(
    (minutes) =>
      `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`,
  );

const window: fc.Arbitrary<TimeWindow> = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
  from: time,
  to: fc.oneof(time, fc.constant("24:00")),
});
const someWindows = fc.array(window, { minLength: 1, maxLength: 3 });

/** Moments around clock changes are as likely as any others. */
const instant = fc
  .oneof(
    fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2040, 0, 1) }),
    fc
      .tuple(
        fc.constantFrom(
          Date.UTC(2026, 2, 29, 1),
          Date.UTC(2026, 9, 25, 1),
          Date.UTC(2026, 2, 8, 7),
          Date.UTC(2026, 10, 1, 6),
          Date.UTC(2011, 11, 30, 10),
          Date.UTC(2018, 10, 4, 3),
          Date.UTC(2026, 3, 4, 15),
          Date.UTC(2026, 3, 23, 22),
          Date.UTC(2010, 10, 7, 3),
        ),
        fc.integer({ min: -3 * 86_400_000, max: 86_400_000 }),
      )
      .map(([change, offset]) => change + offset),
  )
  .map((ms) => new Date(ms));

describe("time windows", () => {
  test("the next moment outside is outside, never earlier than now, and none before it is", () => {
    fc.assert(
      fc.property(
        someWindows,
        instant,
        fc.constantFrom(...zones),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (windows, at, zone, share) => {
          const next = nextOutside(windows, at, zone);
          if (next === null) return;
          expect(isWithin(windows, next, zone)).toBe(false);
          expect(next.getTime()).toBeGreaterThanOrEqual(at.getTime());
          const between = at.getTime() + (next.getTime() - at.getTime()) * share;
          if (between < next.getTime()) {
            expect(isWithin(windows, new Date(between), zone)).toBe(true);
          }
        },
      ),
      { seed: 7, numRuns: 300 },
    );
    const always = [{ days: weekdays, from: "00:00", to: "24:00" }];
    expect(nextOutside(always, new Date(0), "UTC")).toBeNull();
  });

  test("the next moment is within a window, never earlier than now, and none before it is", () => {
    fc.assert(
      fc.property(
        someWindows,
        instant,
        fc.constantFrom(...zones),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 20 }),
        (allowed, now, zone, parts) => {
          const next = nextWithin(allowed, now, zone);
          const wait = next.getTime() - now.getTime();
          expect(isWithin(allowed, next, zone)).toBe(true);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait === 0).toBe(isWithin(allowed, now, zone));
          // Moments between, and above all those just before it.
          const between = [...parts.map((part) => part * wait), wait - 1, wait - 60_000, 0];
          for (const ms of between.filter((each) => each >= 0 && each < wait)) {
            const moment = new Date(now.getTime() + Math.floor(ms));
            expect(isWithin(allowed, moment, zone), moment.toISOString()).toBe(false);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a window over midnight belongs to the day on which it begins", () => {
    const night: TimeWindow[] = [{ days: ["friday"], from: "22:00", to: "02:00" }];
    const inside = (iso: string) => isWithin(night, new Date(iso), "UTC");
    expect(inside("2026-11-27T23:00Z")).toBe(true);
    expect(inside("2026-11-28T01:59:59Z")).toBe(true);
    expect(inside("2026-11-28T02:00Z")).toBe(false);
    expect(inside("2026-11-27T01:00Z")).toBe(false);
    expect(nextWithin(night, new Date("2026-11-28T02:00Z"), "UTC").toISOString()).toBe(
      "2026-12-04T22:00:00.000Z",
    );
  });

  test("hours are those of the clock on the wall, in summer and in winter", () => {
    const morning: TimeWindow[] = [{ days: [...weekdays], from: "09:00", to: "10:00" }];
    const next = (iso: string) => nextWithin(morning, new Date(iso), "Europe/Kyiv").toISOString();
    expect(next("2026-03-28T12:00Z")).toBe("2026-03-29T06:00:00.000Z");
    expect(next("2026-10-24T12:00Z")).toBe("2026-10-25T07:00:00.000Z");
  });

  test("hours that the clocks skip are entered where they land, or a week later", () => {
    const next = (from: string, to: string) =>
      nextWithin(
        [{ days: ["sunday"], from, to }],
        new Date("2026-03-28T12:00Z"),
        "Europe/Kyiv",
      ).toISOString();
    // At 03:00 it is 04:00.
    expect(next("03:30", "05:00")).toBe("2026-03-29T01:00:00.000Z");
    expect(next("03:15", "03:45")).toBe("2026-04-05T00:15:00.000Z");
  });

  test("hours that the clocks show twice are open twice, in their order", () => {
    const next = (windows: TimeWindow[], iso: string, zone: string) =>
      nextWithin(windows, new Date(iso), zone).toISOString();
    // At 04:00 it is 03:00 again: the second 03:30 comes 45 minutes after the first 03:45.
    const short: TimeWindow[] = [{ days: ["sunday"], from: "03:30", to: "03:45" }];
    expect(next(short, "2026-10-25T00:20Z", "Europe/Kyiv")).toBe("2026-10-25T00:30:00.000Z");
    expect(next(short, "2026-10-25T00:45Z", "Europe/Kyiv")).toBe("2026-10-25T01:30:00.000Z");
    // At one minute past midnight it was 23:01 of the day before.
    const around: TimeWindow[] = [
      { days: ["saturday"], from: "23:30", to: "23:40" },
      { days: ["sunday"], from: "00:00", to: "00:30" },
    ];
    expect(next(around, "2010-11-07T02:20Z", "America/St_Johns")).toBe("2010-11-07T02:30:00.000Z");
    expect(next(around, "2010-11-07T02:31Z", "America/St_Johns")).toBe("2010-11-07T03:00:00.000Z");
  });

  test("a day that a time zone left out is no day to wait for", () => {
    const fridays: TimeWindow[] = [{ days: ["friday"], from: "09:00", to: "18:00" }];
    expect(nextWithin(fridays, new Date("2011-12-28T20:00Z"), "Pacific/Apia").toISOString()).toBe(
      "2012-01-05T19:00:00.000Z",
    );
  });

  test("windows read like the hours on a shop's door", () => {
    expect(
      timeWindowsLabel([
        { days: ["tuesday", "monday"], from: "09:00", to: "18:00" },
        { days: [...weekdays], from: "22:00", to: "24:00" },
      ]),
    ).toBe("Mon, Tue 09:00–18:00; every day 22:00–24:00");
  });
});
