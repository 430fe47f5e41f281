import { expect, test } from "vitest";
import type { CongestionWindow } from "../../src/domain/congestion.ts";
import { afterRefusal, afterObservation } from "../../src/domain/congestion.ts";

const limits = { least: 4, most: 100, target: 1_000 };
const quick = { waited: 50, wasFull: true };
const slow = { waited: 5_000, wasFull: true };

/** Looks at the same again and again, every 100 ms. */
function looked(
  from: CongestionWindow,
  sight: { waited: number; wasFull: boolean },
  times: number,
): CongestionWindow {
  let window = from;
  for (let time = 1; time <= times; time++) {
    window = afterObservation(window, sight, limits, from.changedAt + time * 100);
  }
  return window;
}

const start: CongestionWindow = { size: 20, changedAt: 0 };

test("it grows while it is full and what is in it gets through soon, up to its largest", () => {
  expect(looked(start, quick, 2).size).toBe(22);
  expect(looked(start, quick, 500).size).toBe(100);
});

test("a small one grows too, by one", () => {
  expect(looked({ size: 4, changedAt: 0 }, quick, 2).size).toBe(5);
});

test("it does not grow while there is room in it", () => {
  expect(looked(start, { waited: 50, wasFull: false }, 500)).toBe(start);
});

test("between half of the target and the target it stays", () => {
  expect(looked(start, { waited: 700, wasFull: true }, 500)).toBe(start);
});

test("it shrinks when what is in it waits too long, once in the time of the target, down to its least", () => {
  expect(looked(start, slow, 9)).toBe(start);
  expect(looked(start, slow, 10).size).toBe(15);
  expect(looked(start, slow, 19).size).toBe(15);
  expect(looked(start, slow, 1_000).size).toBe(4);
});

test("it shrinks whether it is full or not", () => {
  expect(looked(start, { waited: 5_000, wasFull: false }, 10).size).toBe(15);
});

test("a refusal shrinks it at once, and those that come with it do not shrink it again", () => {
  const once = afterRefusal(start, limits, 500);
  expect(once.size).toBe(15);
  expect(afterRefusal(once, limits, 600)).toBe(once);
  expect(afterRefusal(once, limits, 900).size).toBe(11.25);
});

test("against a server with a limit of its own it stays near it", () => {
  // It takes 10 at once at no cost; each beyond that makes all of them wait 200 ms longer.
  let window: CongestionWindow = { size: 50, changedAt: 0 };
  const sizes: number[] = [];
  for (let now = 0; now < 120_000; now += 100) {
    const waited = 100 + Math.max(0, window.size - 10) * 200;
    window = afterObservation(window, { waited, wasFull: true }, limits, now);
    if (now > 30_000) sizes.push(window.size);
  }
  expect(Math.min(...sizes)).toBeGreaterThan(8);
  expect(Math.max(...sizes)).toBeLessThan(16);
});
