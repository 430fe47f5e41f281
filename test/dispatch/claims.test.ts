import { Client } from "@temporalio/client";
import pino from "pino";
import { expect, test } from "vitest";
import { claimRuns } from "../../src/db/queue/claim-runs.ts";
import { startDispatcher } from "../../src/dispatch/dispatcher.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";
import { count, pendingRuns, startsSetup } from "../support/starts.ts";
import { testTemporal } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";

async function setUp() {
  const { db } = await testDatabase();
  const [burst, other] = [
    await makeWorkflow(db, { name: "Burst" }),
    await makeWorkflow(db, { name: "Other" }),
  ];
  const claim = async (room: number): Promise<string[]> => {
    const runs = await claimRuns(db, [{ place: "database", room }], 30);
    return runs.map(({ workflowName, bulk }) => workflowName + (bulk ? ", bulk" : ""));
  };
  return { db, burst, other, claim };
}

test("a single event is claimed next, whatever another workflow's burst has waiting before it", async () => {
  const { db, burst, other, claim } = await setUp();
  await pendingRuns(db, burst, 10_000);
  expect(await claim(4)).toEqual(["Burst", "Burst", "Burst", "Burst"]);
  await pendingRuns(db, other, 1);
  expect(await claim(1)).toEqual(["Other"]);
  expect(await claim(2)).toEqual(["Burst", "Burst"]);
});

test("workflows that both have many waiting share the room by halves, whoever has more under way first", async () => {
  const { db, burst, other, claim } = await setUp();
  await pendingRuns(db, burst, 50);
  await claim(6);
  await pendingRuns(db, other, 50);
  const named = (names: string[]) => names.filter((name) => name === "Other").length;
  expect(named(await claim(10))).toBe(8);
  expect(named(await claim(10))).toBe(5);
});

test("of a fan-out's runs none is claimed while one of a single event waits", async () => {
  const { db, burst, other, claim } = await setUp();
  await pendingRuns(db, burst, 5, true);
  await pendingRuns(db, other, 2);
  expect(await claim(3)).toEqual(["Other", "Other", "Burst, bulk"]);
});

test("dispatchers that claim at once never get the same run", async () => {
  const { db, burst } = await setUp();
  await pendingRuns(db, burst, 100);
  const claims = await Promise.all(
    Array.from({ length: 5 }, () => claimRuns(db, [{ place: "database", room: 10 }], 30)),
  );
  const ids = claims.flat().map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(10);
  expect(new Set(ids).size).toBe(ids.length);
  expect(claims.flat().every(({ attempts }) => attempts === 1)).toBe(true);
});

test("calls that Temporal does not answer hold up none of those after them", async () => {
  const { db, ingest, settings } = await startsSetup();
  await makeWorkflow(db);
  const { connection } = (await testTemporal()).client;
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  let held = 10;
  const client = new Client({
    connection,
    interceptors: {
      workflow: [
        {
          start: async (input, next) => {
            if (held-- > 0) await answered;
            return next(input);
          },
        },
      ],
    },
  });
  const dispatcher = startDispatcher({
    db,
    client,
    taskQueue: settings.taskQueue,
    log: pino({ level: "silent" }),
    mayStartHere: () => false,
  });
  afterwards(() => dispatcher.stop());
  afterwards(() => answer());
  const running = (runs: number) =>
    eventually(
      `${runs} started`,
      async () => (await count(db, "runs where status = 'running'")) === runs,
    );

  await ingest.ingest(Array.from({ length: 24 }, (_, key) => incoming({ keyValue: `${key}` })));
  dispatcher.wake();
  await running(14);
  expect(await count(db, "runs where status = 'pending' and attempts = 1")).toBe(10);
  answer();
  await running(24);
});
