import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cap, TakenPlace } from "../../../src/domain/pressure/cap.ts";
import { freeAgainAt, fullCap, isCapFor } from "../../../src/domain/pressure/cap.ts";
import type { Waiter } from "../../../src/domain/pressure/turn.ts";
import { compareCandidates, turnOf } from "../../../src/domain/pressure/turn.ts";

const zones = ["UTC", "Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
const channels = ["email", "sms"];

const anyCap: fc.Arbitrary<Cap> = fc.record({
  channels: fc.oneof(
    fc.constant("all" as const),
    fc.constantFrom(...channels).map((one) => [one]),
  ),
  limit: fc.integer({ min: 1, max: 3 }),
  window: fc.constantFrom("rolling" as const, "calendar" as const),
  every: fc.integer({ min: 1, max: 3 }),
  unit: fc.constantFrom("hours" as const, "days" as const, "weeks" as const, "months" as const),
});

/** What happens, each so many hours after the one before. */
const anyStep = fc.record({
  hours: fc.integer({ min: 0, max: 40 }),
  what: fc.constantFrom("arrives", "arrives", "arrives", "wakes", "wakes", "is refused", "ends"),
  channel: fc.constantFrom(...channels),
  priority: fc.integer({ min: 1, max: 3 }),
  which: fc.nat(20),
});

/** How many places a cap counts at an instant, without the code under test: looked back from there. */
function countAt(cap: Cap, taken: readonly TakenPlace[], at: Date, zone: string): number {
  return taken.filter(
    (place) =>
      isCapFor(cap, place.channel) && place.at <= at && freeAgainAt(cap, place.at, zone) > at,
  ).length;
}

test("over any caps, no more are let in than they say, and no waiter finds a place that it does not get", () => {
  fc.assert(
    fc.property(
      fc.array(anyCap, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...zones),
      fc.array(anyStep, { maxLength: 40 }),
      (caps, timeZone, steps) => {
        let now = new Date("2026-03-27T20:00:00Z");
        let taken: TakenPlace[] = [];
        let waiting: Waiter[] = [];
        const take = (waiter: Waiter): void => {
          const ahead = waiting.filter((one) => compareCandidates(one, waiter) < 0);
          // Whoever is before it has no room, by the model's own count.
          for (const one of ahead) {
            const isFull = caps.some(
              (cap) =>
                isCapFor(cap, one.channel) && countAt(cap, taken, now, timeZone) >= cap.limit,
            );
            // Or leaves it one: both fit.
            const both = [...taken, { ...one, at: now, workflowId: "" }];
            const doesFit = caps.every(
              (cap) =>
                !isCapFor(cap, waiter.channel) || countAt(cap, both, now, timeZone) < cap.limit,
            );
            expect(isFull || doesFit).toBe(true);
          }
          taken.push({ ...waiter, at: now, workflowId: "" });
          waiting = waiting.filter((one) => one !== waiter);
          for (const cap of caps) {
            expect(countAt(cap, taken, now, timeZone)).toBeLessThanOrEqual(cap.limit);
          }
        };
        const ask = (waiter: Waiter): void => {
          const turn = turnOf(waiter, waiting, { caps, taken, now, timeZone });
          if (turn.turn === "now") take(waiter);
          else if (turn.turn === "full") {
            expect(turn.freeAt > now).toBe(true);
            expect(turn.winners.length).toBeGreaterThanOrEqual(turn.cap.limit);
            // Not before that time, and then there is room, if nobody takes it first.
            const before = new Date(turn.freeAt.getTime() - 1);
            expect(fullCap(caps, waiter.channel, taken, before, timeZone)).not.toBeNull();
            expect(fullCap(caps, waiter.channel, taken, turn.freeAt, timeZone)).toBeNull();
          } else expect(compareCandidates(turn.waiter, waiter)).toBeLessThan(0);
        };
        for (const [index, { hours, what, channel, priority, which }] of steps.entries()) {
          now = new Date(now.getTime() + hours * 3_600_000);
          const one = waiting[which % Math.max(1, waiting.length)];
          if (what === "arrives") {
            const waiter: Waiter = {
              messageId: `m${index}`,
              workflowName: `W${index}`,
              channel,
              priority,
              since: now,
              quietUntil: null,
              latest: new Date("2100-01-01T00:00:00Z"),
            };
            waiting.push(waiter);
            ask(waiter);
          } else if (what === "wakes" && one !== undefined) ask(one);
          else if (what === "ends") waiting = waiting.filter((other) => other !== one);
          else if (what === "is refused") {
            taken = taken.filter((_, at) => at !== which % Math.max(1, taken.length));
          }
          // All that wait are woken, in the worst order: then nobody is left who could go.
          for (const waiter of waiting.toSorted(compareCandidates).toReversed()) ask(waiter);
          for (const waiter of waiting.toSorted(compareCandidates)) ask(waiter);
          for (const waiter of waiting) {
            expect(fullCap(caps, waiter.channel, taken, now, timeZone)).not.toBeNull();
          }
        }
      },
    ),
    { seed: 20_261_128, numRuns: 150 },
  );
});
