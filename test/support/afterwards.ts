import { afterAll, onTestFinished } from "vitest";

type End = () => unknown;

/**
 * Files that run one after another in a process share its modules, but vitest loads this one anew
 * for each of them: what is to be ended must not stay with the instance of an earlier file.
 */
const ends: unique symbol = Symbol.for("campanile.test.ends");
const kept = globalThis as { [ends]?: End[] };

/**
 * Has something undone: after the test that asks, or after the file when it is asked for outside
 * of a test. The latest is undone first.
 */
export function afterwards(end: End): void {
  try {
    onTestFinished(async () => void (await end()));
  } catch {
    // Not inside a test.
    afterFile(end);
  }
}

/** Has something undone after the file, also when a test asks. */
export function afterFile(end: End): void {
  (kept[ends] ??= []).push(end);
}

// This module is one of vitest's setup files, so that this holds in each test file.
afterAll(async () => {
  for (const end of (kept[ends] ?? []).splice(0).toReversed()) await end();
});
