import { expect, test } from "vitest";
import { temporalRunId } from "../../src/domain/run-id.ts";
import { email, inARow } from "../support/definitions.ts";
import { skippedTime } from "../support/skipped-time.ts";

test("a run that waits 30 days, then a month, goes on when they are over, by its own clock", async () => {
  const { db, mail, time, run } = await skippedTime();
  const began = await time.currentTimeMs();
  const { result } = await run(
    inARow(
      { id: "days", kind: "delay", config: { amount: 30, unit: "days" } },
      email("first", "After 30 days"),
      { id: "month", kind: "delay", config: { amount: 1, unit: "months" } },
      email("second", "After another month"),
    ),
  );
  expect(result).toMatchObject({ status: "completed" });
  const passed = ((await time.currentTimeMs()) - began) / 86_400_000;
  expect(passed).toBeGreaterThan(30 + 27.9);
  expect(mail.received.map(({ subject }) => subject)).toEqual([
    "After 30 days",
    "After another month",
  ]);
  const [wait] = await db.query<{ days: number }>(
    `select extract(epoch from b.until - a.until) / 86400 as days
       from run_steps a, run_steps b where a.block_id = 'days' and b.block_id = 'month'`,
  );
  expect(wait?.days).toBeGreaterThan(27.9);
  expect(wait?.days).toBeLessThan(31.1);
});

test("a loop through a wait goes round until its condition ends it", async () => {
  const { mail, run } = await skippedTime();
  const { result } = await run({
    blocks: [
      { id: "start", kind: "start" },
      { id: "mail", kind: "sendEmail", config: { subject: "Still there", html: "<p>?</p>" } },
      { id: "wait", kind: "delay", config: { amount: 1, unit: "weeks" } },
      {
        id: "enough",
        kind: "condition",
        config: { rule: { in: ["Bored", { var: "contact.segments" }] } },
      },
      { id: "mark", kind: "addToSegment", config: { segment: "Bored" } },
      { id: "end", kind: "end" },
    ],
    edges: [
      { from: "start", to: "mail" },
      { from: "mail", to: "wait" },
      { from: "wait", to: "enough" },
      { from: "enough", branch: "yes", to: "end" },
      { from: "enough", branch: "no", to: "mark" },
      { from: "mark", to: "mail" },
    ],
  });
  expect(result).toMatchObject({ status: "completed" });
  expect(mail.received).toHaveLength(2);
  // Each visit is a message of its own.
  expect(new Set(mail.received.map(({ messageId }) => messageId)).size).toBe(2);
});

test("the ids of a period's runs are told apart by their window", () => {
  const daily = {
    kind: "period",
    every: 1,
    unit: "days",
    window: "calendar",
    timeZone: "Europe/Kyiv",
  } as const;
  const run = { bindingId: "b", eventId: "e", subject: "s" };
  expect(temporalRunId(daily, { ...run, launchedAt: new Date("2026-11-24T22:30:00Z") })).toBe(
    "run/b/s/2026-11-24T22:00:00.000Z",
  );
});
