import { afterAll, onTestFinished } from "vitest";

type End = () => unknown;

const ends: End[] = [];

/**
 * Has something undone: after the test that asks, or after the file when it is asked for outside
 * of a test. The latest is undone first.
 */
export function afterwards(end: End): void {
  try {
    onTestFinished(async () => void (await end()));
  } catch {
    // Not inside a test.
    ends.push(end);
  }
}

// This module is one of vitest's setup files, so that this holds in each test file.
afterAll(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});
