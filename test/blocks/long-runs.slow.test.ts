import { expect, test } from "vitest";
import { email, inARow } from "../support/definitions.ts";
import { endOf, realRuns } from "../support/real-runs.ts";
import { skippedTime } from "../support/skipped-time.ts";
import { eventually } from "../support/wait.ts";

test("a campaign of ten blocks leaves under 100 events in Temporal's history", async () => {
  const { db, temporal, make } = await realRuns("history");
  const { launch } = await make(
    inARow(
      { id: "order", kind: "getOrder" },
      { id: "name", kind: "setVariable", config: { name: "name", value: "Ada" } },
      email("first", "Hello {{ vars.name }}"),
      { id: "pause", kind: "delay", config: { amount: 3, unit: "days" } },
      {
        id: "size",
        kind: "branch",
        config: { ways: [{ name: "Large", rule: { ">": [{ var: "event.params.total" }, 9] } }] },
      },
      { id: "split", kind: "randomSplit" },
      email("second", "Still there?"),
      {
        id: "pay",
        kind: "waitForEvent",
        config: { eventTypeKey: "paid", timeout: { amount: 1, unit: "weeks" } },
      },
      { id: "mark", kind: "addToSegment", config: { segment: "Reminded" } },
      email("third", "Thanks"),
    ),
  );
  const [id = ""] = await launch({ params: { total: 10 } });
  for (const block of ["pause", "pay"]) {
    await eventually(`the wait at ${block}`, async () => {
      const steps = await db.query(
        "select 1 from run_steps where run_id = $1 and block_id = $2 and ended_at is null",
        [id, block],
      );
      return steps.length === 1;
    });
    // The wait is skipped by hand: what days would do.
    await db.query(
      "insert into run_signals (id, run_id, kind, block_id, visit, created_at) values (gen_random_uuid(), $1, 'wake', $2, 1, now())",
      [id, block],
    );
  }
  const run = await endOf(db, id);
  expect(run).toMatchObject({ status: "completed" });
  expect(run.steps).toHaveLength(11);
  const events = await eventually("Temporal's end of the run", async () => {
    const handle = temporal.client.workflow.getHandle(run.temporalId);
    const { status, historyLength } = await handle.describe();
    return status.name === "COMPLETED" && historyLength;
  });
  expect(events).toBeLessThan(100);
});

test("a run of 1,000 blocks that take no time ends well", async () => {
  const { temporal, make } = await realRuns("thousand");
  const kinds = [
    { kind: "checkPoint", config: { name: "Passed" } },
    { kind: "setVariable", config: { name: "n", type: "number", operation: "add", value: 1 } },
    { kind: "condition", config: { rule: { "<": [{ var: "vars.n" }, 501] } } },
    { kind: "randomSplit", config: {} },
  ];
  const blocks = Array.from({ length: 1_000 }, (_, n) => ({
    id: `b${n}`,
    ...(kinds[n % kinds.length] ?? { kind: "checkPoint" }),
  }));
  const { follow } = await make(inARow(...blocks));
  const run = await follow({});
  expect(run).toMatchObject({ status: "completed" });
  expect(run.steps).toHaveLength(1_001);
  expect(run.ways["b998"]).toBe("yes");
  // A marker for each block, and hardly anything else.
  const { historyLength } = await temporal.client.workflow.getHandle(run.temporalId).describe();
  expect(historyLength).toBeLessThan(1_100);
});

test("a run of 1,000 waits ends well: its history is cut and it goes on", async () => {
  const { time, db, run } = await skippedTime();
  const began = await time.currentTimeMs();
  const { id, temporalId, firstExecutionId, result } = await run(
    inARow(
      ...Array.from({ length: 1_000 }, (_, n) => ({
        id: `b${n}`,
        kind: "delay",
        config: { amount: 1, unit: "days" },
      })),
    ),
  );
  expect(result).toMatchObject({ status: "completed" });
  const first = time.client.workflow.getHandle(temporalId, firstExecutionId);
  expect((await first.describe()).status.name).toBe("CONTINUED_AS_NEW");
  const rows = await db.query("select 1 from run_steps where run_id = $1", [id]);
  expect(rows).toHaveLength(1_001);
  expect(((await time.currentTimeMs()) - began) / 86_400_000).toBeGreaterThan(999);
});

test("a run that waits two years ends well, by its own clock", async () => {
  const { time, run } = await skippedTime();
  const began = await time.currentTimeMs();
  const { result } = await run(
    inARow({ id: "years", kind: "delay", config: { amount: 24, unit: "months" } }),
  );
  expect(result).toMatchObject({ status: "completed" });
  expect(((await time.currentTimeMs()) - began) / 86_400_000).toBeGreaterThanOrEqual(730);
});
