import { AsyncLocalStorage } from "node:async_hooks";
import { afterAll, onTestFinished } from "vitest";

type End = () => unknown;

/**
 * Files that run one after another in a process share its modules, but vitest loads this one anew
 * for each of them: what is to be ended must not stay with the instance of an earlier file.
 */
const ends: unique symbol = Symbol.for("campanile.test.ends");
const ofEach: unique symbol = Symbol.for("campanile.test.ends-of-each");
const kept = globalThis as { [ends]?: End[]; [ofEach]?: AsyncLocalStorage<End[]> };
/** Of tests that run side by side: vitest knows no test there once it has awaited something. */
const endsOfEach = (kept[ofEach] ??= new AsyncLocalStorage<End[]>());

/**
 * Has something undone: after the test that asks, or after the file when it is asked for outside
 * of a test. The latest is undone first.
 */
export function afterwards(end: End): void {
  const own = endsOfEach.getStore();
  if (own !== undefined) {
    own.push(end);
    return;
  }
  try {
    onTestFinished(async () => void (await end()));
  } catch {
    // Not inside a test.
    afterFile(end);
  }
}

/**
 * The body of a `test.concurrent`, for tests that wait for most of their time, each on a database and
 * processes of its own: what it begins is ended after it, and not after its neighbours.
 */
export function besideOthers(body: () => Promise<void>): () => Promise<void> {
  return async () => {
    const own: End[] = [];
    try {
      await endsOfEach.run(own, body);
    } finally {
      await endAll(own);
    }
  };
}

/** One that fails keeps the others from nothing, and is told afterwards. */
async function endAll(those: readonly End[]): Promise<void> {
  const failures: unknown[] = [];
  for (const end of those.toReversed()) {
    try {
      await end();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "what a test began did not end");
}

/** Has something undone after the file, also when a test asks. */
export function afterFile(end: End): void {
  (kept[ends] ??= []).push(end);
}

// This module is one of vitest's setup files, so that this holds in each test file.
afterAll(async () => {
  for (const end of (kept[ends] ?? []).splice(0).toReversed()) await end();
});
