import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { compiled } from "../../src/platform/project-root.ts";
import type { Database } from "../../src/db/core/database.ts";
import { stopRun } from "../../src/services/runs/by-hand.ts";
import { contextOf } from "../support/context.ts";
import { email } from "../support/definitions.ts";
import { restorable, waitFor } from "../support/restorable.ts";
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

test("a Temporal that was restored to an earlier time: nothing is sent twice, no run is lost, and what runs were told meanwhile is told again", async () => {
  const { db, mail, temporal, settings, send, at, told, runOf } = await restorable(
    email("first", "First"),
    waitFor("paying", "paid"),
    email("second", "Second"),
    waitFor("shipping", "shipped"),
    email("third", "Third"),
  );
  const worker = await workerProcess(settings);
  const before = ["done", "further", "stays", "stopped"];
  await send("order", before);
  await at(Object.fromEntries(before.map((key) => [key, "paying"])));
  await temporal.backUp();

  // What the backup does not know of.
  await send("paid", ["done", "further"]);
  await at({ done: "shipping", further: "shipping", stays: "paying", stopped: "paying" });
  await send("shipped", ["done"]);
  await stopRun(contextOf(db), await runOf("stopped"), "changed their mind");
  await send("order", ["newer"]);
  await at({ further: "shipping", newer: "paying", stays: "paying" });
  await told();
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
    DATABASE_URL: settings.databaseUrl,
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
