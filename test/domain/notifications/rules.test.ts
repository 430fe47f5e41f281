import fc from "fast-check";
import { expect, test } from "vitest";
import { conditionKinds, isAbove } from "../../../src/domain/notifications/condition.ts";
import { pathOf } from "../../../src/domain/notifications/path.ts";
import { stepOf } from "../../../src/domain/notifications/step.ts";
import {
  burstWindow,
  daysBack,
  firstDayBack,
  isUsual,
  mostCounted,
  usualInAnHour,
} from "../../../src/domain/notifications/usual.ts";

const hourMs = 3_600_000;

/** What a rule finds at one look after another, and what is told of it. */
function told(looks: readonly { isFound: boolean; minutes: number }[], quietHours: number) {
  let now = 0;
  let open = false;
  let beganAt: number | null = null;
  const said: { what: "begin" | "end"; at: number }[] = [];
  for (const { isFound, minutes } of looks) {
    now += minutes * 60_000;
    const step = stepOf({ isFound, isOpen: open, beganAt }, now, quietHours * hourMs);
    if (step === "begin" || step === "end") said.push({ what: step, at: now });
    if (step === "begin") [open, beganAt] = [true, now];
    if (step === "end") open = false;
  }
  return { said, open };
}

const looks = fc.array(
  fc.record({ isFound: fc.boolean(), minutes: fc.integer({ min: 1, max: 600 }) }),
  { maxLength: 200 },
);
const quiet = fc.integer({ min: 0, max: 48 });

test("beginnings and ends take turns, and no beginning comes within the quiet time of another", () => {
  fc.assert(
    fc.property(looks, quiet, (seen, quietHours) => {
      const { said } = told(seen, quietHours);
      said.forEach(({ what }, place) => expect(what).toBe(place % 2 === 0 ? "begin" : "end"));
      const begun = said.filter(({ what }) => what === "begin").map(({ at }) => at);
      begun.slice(1).forEach((at, place) => {
        expect(at - (begun[place] ?? 0)).toBeGreaterThanOrEqual(quietHours * hourMs);
      });
    }),
  );
});

test("what is found without a quiet time is told as often as it comes, and what is there is open", () => {
  fc.assert(
    fc.property(looks, (seen) => {
      const { said, open } = told(seen, 0);
      const comings = seen.filter(({ isFound }, n) => isFound && seen[n - 1]?.isFound !== true);
      expect(said.filter(({ what }) => what === "begin")).toHaveLength(comings.length);
      expect(open).toBe(seen.at(-1)?.isFound ?? false);
    }),
  );
});

test("what is still there when the quiet time is over is told then, and not forgotten", () => {
  const seen = [true, false, true, true].map((isFound) => ({ isFound, minutes: 30 }));
  expect(told(seen, 1).said.map(({ what, at }) => [what, at / hourMs])).toEqual([
    ["begin", 0.5],
    ["end", 1],
    ["begin", 1.5],
  ]);
  expect(told(seen, 2).said).toHaveLength(2);
  expect(told([...seen, { isFound: true, minutes: 30 }], 2).said.at(-1)).toEqual({
    what: "begin",
    at: 2.5 * hourMs,
  });
});

test("a silence is unusual where five of seven days had something, a week ago among them", () => {
  const days = (text: string) => text.split("").map((one) => one === "x");
  expect(isUsual(days("xxxxxxx"))).toBe(true);
  expect(isUsual(days("-x-xxxx"))).toBe(true);
  expect(isUsual(days("-x-xx-x"))).toBe(false);
  // Sunday, where Sundays are quiet.
  expect(isUsual(days("xxxxxx-"))).toBe(false);
  expect(isUsual([])).toBe(false);
});

test("the days that are looked back at never reach into the silence itself", () => {
  for (let hours = 1; hours <= 72; hours++) {
    expect(firstDayBack(hours) * 24).toBeGreaterThanOrEqual(hours);
    expect(firstDayBack(hours) * 24 - hours).toBeLessThan(24);
  }
});

const pair = fc.record({ current: fc.nat(1_000_000), previous: fc.nat(1_000_000) });
const week = fc.array(pair, { minLength: daysBack, maxLength: daysBack });

test("what is usual lies between the quietest and the busiest hour, and moves from one hour to the next", () => {
  fc.assert(
    fc.property(week, fc.double({ min: 0, max: 1, noNaN: true }), (days, passed) => {
      const usual = usualInAnHour(days, passed);
      if (usual === null) return;
      const all = days.flatMap(({ current, previous }) => [current, previous]);
      expect(usual).toBeGreaterThanOrEqual(Math.min(...all) - 1e-6);
      expect(usual).toBeLessThanOrEqual(Math.max(...all) + 1e-6);
    }),
  );
  const growing = Array.from({ length: 7 }, () => ({ current: 100, previous: 20 }));
  expect(usualInAnHour(growing, 0)).toBeCloseTo(20);
  expect(usualInAnHour(growing, 0.5)).toBeCloseTo(60);
  expect(usualInAnHour(growing, 1)).toBeCloseTo(100);
});

test("of two days nothing usual is known", () => {
  const none = { current: 0, previous: 0 };
  const some = { current: 50, previous: 50 };
  expect(usualInAnHour([some, some, none, none, none, none, none], 0.5)).toBeNull();
  expect(usualInAnHour([some, some, some, none, none, none, none], 0.5)).toBeCloseTo(150 / 7);
});

test("a burst is counted in an hour, or in as much of one as has a countable number", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e8, noNaN: true }),
      fc.double({ min: 1.5, max: 100, noNaN: true }),
      fc.integer({ min: 1, max: 1_000_000 }),
      (usual, times, atLeast) => {
        const { seconds, threshold } = burstWindow(usual, times, atLeast);
        expect(threshold).toBeLessThanOrEqual(mostCounted);
        expect(seconds).toBeLessThanOrEqual(3_600);
        const wanted = Math.max(atLeast, usual * times);
        // In proportion, but for the second that is rounded off.
        expect((threshold / (seconds + 1)) * 3_600).toBeLessThanOrEqual(wanted + 3_600);
        if (seconds > 0) expect((threshold / seconds) * 3_600).toBeGreaterThanOrEqual(wanted - 1);
      },
    ),
  );
});

test("a share counts from enough only, and must be above its bound", () => {
  const rate = { percent: 5, hours: 1, atLeast: 100 };
  expect(isAbove(rate, 6, 100)).toBe(true);
  expect(isAbove(rate, 5, 100)).toBe(false);
  expect(isAbove(rate, 99, 99)).toBe(false);
  expect(isAbove({ ...rate, percent: 0.1 }, 2, 1_000)).toBe(true);
  expect(isAbove({ ...rate, percent: 0.1 }, 1, 1_000)).toBe(false);
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), (part, whole) => {
      if (isAbove(rate, part, whole)) expect(isAbove(rate, part + 1, whole)).toBe(true);
    }),
  );
});

test("each kind of notification leads to a page", () => {
  for (const kind of conditionKinds) {
    for (const of of ["eventType", "workflow", null] as const) {
      expect(pathOf({ kind, of }, "x")).toMatch(/^\/[a-z-]+/);
    }
  }
});
