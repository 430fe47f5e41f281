import fc from "fast-check";
import { expect, test } from "vitest";
import type {
  Attribution,
  FittingGoal,
  MessageBefore,
  StartBefore,
  TouchRule,
} from "../../src/domain/attribution.ts";
import { attribute, touchKinds, touchOrders } from "../../src/domain/attribution.ts";
import { windowStarts, worthOf } from "../../src/domain/goal.ts";

const hour = 3_600_000;
const at = 100 * hour;

const workflow = fc.constantFrom("w1", "w2", "w3");
/** Mostly before the event, sometimes at it or after. */
const hours = fc.integer({ min: 60, max: 103 }).map((n) => n * hour);

const start = fc.record({
  workflowId: workflow,
  versionId: fc.constantFrom("v1", "v2"),
  runId: fc.option(fc.constantFrom("r1", "r2", "r3", "r4")),
  startedAt: hours,
});

const message = fc.record({
  workflowId: workflow,
  versionId: fc.constantFrom("v1", "v2"),
  runId: fc.constantFrom("r1", "r2", "r3"),
  messageId: fc.uuid(),
  blockId: fc.constantFrom("b1", "b2"),
  startedAt: hours,
  sentAt: hours,
  openedAt: fc.option(hours),
  clickedAt: fc.option(hours),
});

const goal = fc.record({
  workflowId: workflow,
  window: fc.record({
    every: fc.integer({ min: 1, max: 40 }),
    unit: fc.constant("hours" as const),
    after: fc.constantFrom(...windowStarts),
  }),
});
const goals = fc.uniqueArray(goal, { selector: ({ workflowId }) => workflowId, maxLength: 3 });
const rule = fc.record({
  which: fc.constantFrom(...touchOrders),
  by: fc.constantFrom(...touchKinds),
});

/** What the guide says, sentence by sentence, hour by hour. */
function model(
  given: readonly FittingGoal[],
  starts: readonly StartBefore[],
  messages: readonly MessageBefore[],
  { which, by }: TouchRule,
) {
  const done = (one: MessageBefore, what: "start" | TouchRule["by"]): number | null => {
    if (what === "start") return one.startedAt;
    if (what === "sent") return one.sentAt;
    if (what === "clicked") return one.clickedAt;
    const times = [one.openedAt, one.clickedAt].filter((time) => time !== null);
    return times.length === 0 ? null : Math.min(...times);
  };
  const results = new Map<string, { attributed: boolean; sinceStart: boolean; heldOut: boolean }>();
  const touches: { time: number; messageId: string; workflowId: string }[] = [];
  for (const { workflowId, window } of given) {
    const allowed = new Set(
      Array.from({ length: window.every }, (_, index) => at - (index + 1) * hour),
    );
    const began = starts.filter((s) => s.workflowId === workflowId && allowed.has(s.startedAt));
    const counted = messages.filter((m) => {
      const time = done(m, window.after);
      return m.workflowId === workflowId && time !== null && allowed.has(time);
    });
    const launched = began.some(({ runId }) => runId !== null);
    const attributed = counted.length > 0 || (window.after === "start" && launched);
    const written = messages.some((m) => m.workflowId === workflowId && allowed.has(m.startedAt));
    const sinceStart = began.length > 0 || written;
    if (!attributed && !sinceStart) continue;
    const heldOut = !attributed && !launched && !written;
    results.set(workflowId, { attributed, sinceStart, heldOut });
    for (const one of counted) {
      const time = done(one, by);
      if (time !== null && time < at) touches.push({ time, messageId: one.messageId, workflowId });
    }
  }
  touches.sort((a, b) => a.time - b.time || (a.messageId < b.messageId ? -1 : 1));
  const credited = which === "last" ? touches.at(-1) : touches[0];
  return { results, credited };
}

test("an event counts for each workflow as the guide says, and for one message at most", () => {
  fc.assert(
    fc.property(
      goals,
      fc.array(start, { maxLength: 8 }),
      fc.array(message, { maxLength: 8 }),
      rule,
      (given, starts, messages, by) => {
        const found = attribute(at, given, { starts, messages }, by);
        const { results, credited } = model(given, starts, messages, by);
        const facts = ({ attributed, sinceStart, heldOut }: Attribution) => ({
          attributed,
          sinceStart,
          heldOut,
        });
        expect(new Map(found.map((one) => [one.workflowId, facts(one)]))).toEqual(results);
        const withMessage = found.filter((one) => one.message !== null);
        expect(
          withMessage.map(({ workflowId, message: it }) => [workflowId, it?.messageId]),
        ).toEqual(credited === undefined ? [] : [[credited.workflowId, credited.messageId]]);
        for (const one of found) expect(one.runId === null).toBe(one.heldOut);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("the last start within the window is the run's, or the first, as chosen", () => {
  const goalOf = { every: 10, unit: "hours", after: "start" } as const;
  const run = (runId: string, ago: number) => ({
    workflowId: "w",
    versionId: "v",
    runId,
    startedAt: at - ago * hour,
  });
  const starts = [run("too-early", 11), run("first", 10), run("last", 1), run("too-late", 0)];
  const runOf = (which: TouchRule["which"]) =>
    attribute(
      at,
      [{ workflowId: "w", window: goalOf }],
      { starts, messages: [] },
      { which, by: "sent" },
    )[0]?.runId;
  expect([runOf("first"), runOf("last")]).toEqual(["first", "last"]);
});

test.each([
  [{ kind: "none" } as const, {}, null],
  [{ kind: "fixed", amount: 5, currency: "EUR" } as const, {}, { amount: 5, currency: "EUR" }],
  [
    { kind: "order" } as const,
    { totalCost: 9.5, currency: "uah" },
    { amount: 9.5, currency: "UAH" },
  ],
  [
    { kind: "order" } as const,
    { totalCost: "9.5", currency: "UAH" },
    { amount: 9.5, currency: "UAH" },
  ],
  [{ kind: "order" } as const, { totalCost: "", currency: "UAH" }, null],
  [{ kind: "order" } as const, { totalCost: 9 }, null],
  [{ kind: "order" } as const, { totalCost: 1e300, currency: "UAH" }, null],
  [{ kind: "order" } as const, { totalCost: Number.NaN, currency: "UAH" }, null],
  [
    { kind: "param", param: "sum", currency: "USD" } as const,
    { sum: 3 },
    { amount: 3, currency: "USD" },
  ],
  [{ kind: "param", param: "sum", currency: "USD" } as const, { sum: true }, null],
  [
    { kind: "param", param: "sum", currencyParam: "in" } as const,
    { sum: 3, in: "PLN" },
    { amount: 3, currency: "PLN" },
  ],
])("the worth %j of params %j is %j", (value, params, worth) => {
  expect(worthOf(value, params)).toEqual(worth);
});
