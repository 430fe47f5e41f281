import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { compiled } from "../../src/platform/project-root.ts";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { stopRun } from "../../src/services/runs/by-hand.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { testMailServer } from "../support/mail-server.ts";
import { ownTemporal } from "../support/own-temporal.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const statuses = async (db: Database) =>
  Object.fromEntries(
    (
      await db.query<{ key: string; status: string }>(
        "select event_key as key, status from runs order by event_key",
      )
    ).map(({ key, status }) => [key, status]),
  );

/** At which wait each run stands that has not ended. */
const waits = async (db: Database) =>
  Object.fromEntries(
    (
      await db.query<{ key: string; block: string }>(
        `select r.event_key as key, s.block_id as block from run_steps s join runs r on r.id = s.run_id
          where s.ended_at is null and r.status = 'running' order by 1`,
      )
    ).map(({ key, block }) => [key, block]),
  );

test("a Temporal that was restored to an earlier time: nothing is sent twice, no run is lost, and what runs were told meanwhile is told again", async () => {
  const { url, db } = await testDatabase(10);
  const mail = await testMailServer();
  const temporal = await ownTemporal();
  const settings = {
    databaseUrl: url,
    taskQueue: unique("older"),
    smtpUrl: mail.url,
    temporalAddress: temporal.address,
  };
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  const waitFor = (id: string, eventTypeKey: string) => ({
    id,
    kind: "waitForEvent",
    config: { eventTypeKey, timeout: { amount: 30, unit: "days" } },
  });
  await makeWorkflow(db, {
    definition: inARow(
      email("first", "First"),
      waitFor("paying", "paid"),
      email("second", "Second"),
      waitFor("shipping", "shipped"),
      email("third", "Third"),
    ),
  });
  const send = (typeKey: string, keys: readonly string[]) =>
    ingest.ingest(
      keys.map((keyValue) => incoming({ typeKey, keyValue, email: `${keyValue}@example.com` })),
    );
  const at = (expected: Record<string, string>) =>
    eventually("all to wait where they should", async () => {
      expect(await waits(db)).toEqual(expected);
      return true;
    });
  const worker = await workerProcess(settings);
  const before = ["done", "further", "stays", "stopped"];
  await send("order", before);
  await at(Object.fromEntries(before.map((key) => [key, "paying"])));
  await temporal.backUp();

  // What the backup does not know of.
  await send("paid", ["done", "further"]);
  await at({ done: "shipping", further: "shipping", stays: "paying", stopped: "paying" });
  await send("shipped", ["done"]);
  const [stopped] = await db.query<{ id: string }>("select id from runs where event_key = $1", [
    "stopped",
  ]);
  await stopRun(contextOf(db), stopped?.id ?? "", "changed their mind");
  await send("order", ["newer"]);
  await at({ further: "shipping", newer: "paying", stays: "paying" });
  await eventually("all of it to be told", async () => {
    const open = await db.query("select from run_signals where state = 'pending'");
    return open.length === 0;
  });
  expect(await worker.stop()).toBe(0);
  const sent = mail.received.length;
  expect(sent).toBe(8);

  await temporal.restore();
  const next = await workerProcess(settings);
  await send("paid", ["stays", "newer"]);
  await send("shipped", ["further"]);
  await at({ newer: "shipping", stays: "shipping" });
  await send("shipped", ["stays", "newer"]);
  await eventually("the end of all", async () => {
    expect(await statuses(db)).toEqual({
      done: "completed",
      further: "completed",
      newer: "completed",
      stays: "completed",
      stopped: "stopped",
    });
    return true;
  });
  const subjects = mail.received.map(({ subject, to }) => `${to} ${subject}`).toSorted();
  const each = (key: string, ...names: string[]) =>
    names.map((name) => `${key}@example.com ${name}`);
  expect(subjects).toEqual(
    [
      ...["done", "further", "newer", "stays"].flatMap((key) =>
        each(key, "First", "Second", "Third"),
      ),
      ...each("stopped", "First"),
    ].toSorted(),
  );

  // What had ended is open again there, and does nothing; whoever tidies up has it terminated.
  await db.query("update runs set ended_at = ended_at - interval '1 hour'");
  const env = {
    PATH: process.env["PATH"],
    DATABASE_URL: url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_TASK_QUEUE: settings.taskQueue,
  };
  const openThoughEnded = async (...options: string[]): Promise<string[]> => {
    const args = [compiled("src/cli/main.ts"), "reconcile", "--json", ...options];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    return (JSON.parse(stdout) as { openThoughEnded: string[] }).openThoughEnded.toSorted();
  };
  const ids = await db.query<{ id: string }>(
    "select temporal_id as id from runs where event_key in ('done', 'stopped')",
  );
  const expected = ids.map(({ id }) => id).toSorted();
  // What Temporal lists follows what it has.
  const listed = (those: readonly string[]) =>
    eventually("its list to be so", async () => {
      expect(await openThoughEnded("--dry-run")).toEqual(those);
      return true;
    });
  await listed(expected);
  expect(await openThoughEnded()).toEqual(expected);
  await listed([]);
  expect(await next.stop()).toBe(0);
});
