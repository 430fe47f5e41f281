import { contextOf } from "../support/context.ts";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";
import { doctor } from "../../src/cli/doctor.ts";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { compiled } from "../../src/platform/project-root.ts";
import { getInstance } from "../../src/services/instance/get.ts";
import { testConfig } from "../api/test-app.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { testMailServer } from "../support/mail-server.ts";
import { testTemporal, unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

interface Run {
  id: string;
  status: string;
  temporal_id: string;
}

const runsOf = (db: Database) =>
  db.query<Run>("select id, status, temporal_id from runs order by id");

/** What a backup from before their end has of runs: nothing of how they went on, or no row at all. */
async function restore(db: Database, { behind, gone }: { behind: string[]; gone: string[] }) {
  for (const table of ["run_steps", "message_log", "messages"]) {
    const key =
      table === "message_log" ? "message_id in (select id from messages where run_id" : "(run_id";
    await db.query(`delete from ${table} where ${key} = any($1::uuid[]))`, [[...behind, ...gone]]);
  }
  await db.query("delete from runs where id = any($1::uuid[])", [gone]);
  await db.query(
    "update runs set status = 'running', ended_at = null, temporal_run_id = null where id = any($1::uuid[])",
    [behind],
  );
  await db.query(
    `update settings set value = to_jsonb(now() - interval '1 hour') where key = 'last_pulse'`,
  );
}

test("a Postgres that was restored to an earlier time is told at once, in words and counts; what Temporal completed is noted so, and nothing is sent again", async () => {
  const { url, db } = await testDatabase(10);
  const mail = await testMailServer();
  const { client } = await testTemporal();
  const taskQueue = unique("restored");
  const settings = { databaseUrl: url, taskQueue, smtpUrl: mail.url };
  const ingest = createIngest(db);
  await makeWorkflow(db, { definition: inARow(email("mail", "Hello")) });
  const first = await workerProcess(settings);
  await ingest.ingest([incoming({ keyValue: "1" }), incoming({ keyValue: "2" })]);
  await eventually("two ends", async () =>
    (await runsOf(db)).every(({ status }, _, all) => all.length === 2 && status === "completed"),
  );
  const delay = { id: "wait", kind: "delay", config: { amount: 1, unit: "days" } };
  await makeWorkflow(db, {
    definition: inARow(delay),
    bindings: [{ role: "start", eventTypeKey: "other", frequency: { kind: "each" } }],
  });
  await ingest.ingest([incoming({ typeKey: "other", keyValue: "3" })]);
  await eventually("a wait", async () => (await runsOf(db))[2]?.status === "running");
  const [behind, gone, open] = (await runsOf(db)) as [Run, Run, Run];
  await eventually("all to be seen in Temporal", async () => {
    let seen = 0;
    for await (const { status } of client.workflow.list({ query: `TaskQueue = "${taskQueue}"` }))
      if (status.name === "COMPLETED" || status.name === "RUNNING") seen++;
    return seen === 3;
  });
  expect(await first.stop()).toBe(0);

  await restore(db, { behind: [behind.id], gone: [gone.id, open.id] });
  const second = await workerProcess(settings);
  await eventually("the word of it", () =>
    second.log().includes("Temporal knows more than Postgres"),
  );
  expect(await runsOf(db)).toMatchObject([{ id: behind.id, status: "completed" }]);
  expect(
    await db.query("select outcome->>'note' as note from run_steps where run_id = $1", [behind.id]),
  ).toEqual([{ note: "Temporal has the end of this run, and Postgres had lost it" }]);
  expect(mail.received).toHaveLength(2);

  const { temporalAhead } = await getInstance(contextOf(db), testConfig());
  expect(temporalAhead).toMatchObject({
    ended: 1,
    unknown: 2,
    words: expect.stringMatching(/1 run had ended there .*2 runs there are not known here/),
  });
  const env = { DATABASE_URL: url, TEMPORAL_ADDRESS: inject("temporalAddress") };
  const examined: string[] = [];
  await doctor(env, (line) => void examined.push(line));
  expect(examined.find((line) => line.includes("Restored data"))).toMatch(/^FAILED.*reconcile$/);

  const cli = async (...args: string[]): Promise<string> => {
    const all = [compiled("src/cli/main.ts"), "reconcile", ...args];
    const given = { PATH: process.env["PATH"], TEMPORAL_TASK_QUEUE: taskQueue, ...env };
    return (await promisify(execFile)(process.execPath, all, { env: given })).stdout;
  };
  const dry = await cli("--dry-run");
  expect(dry).toContain("1 open runs in Temporal are not in Postgres: would be terminated");
  expect(dry).toContain(`  ${open.temporal_id}\n`);
  expect(dry).toContain("1 ended runs in Temporal");
  const statusOf = async (id: string) =>
    (await client.workflow.getHandle(id).describe()).status.name;
  expect(await statusOf(open.temporal_id)).toBe("RUNNING");
  expect(await cli()).toContain("Done");
  expect(await statusOf(open.temporal_id)).toBe("TERMINATED");
  expect((await getInstance(contextOf(db), testConfig())).temporalAhead).toBeNull();
  expect(await second.stop()).toBe(0);
});

test("a rest of all workers is no restore: nothing is told", async () => {
  const { url, db } = await testDatabase(10);
  const mail = await testMailServer();
  const settings = { databaseUrl: url, taskQueue: unique("rested"), smtpUrl: mail.url };
  await makeWorkflow(db, { definition: inARow(email("mail", "Hello")) });
  const first = await workerProcess(settings);
  await createIngest(db).ingest([incoming()]);
  await eventually("its end", async () => (await runsOf(db))[0]?.status === "completed");
  await first.kill();
  const rested = new Date(Date.now() - 3_600_000).toISOString();
  await db.query("update settings set value = to_jsonb($1::text) where key = 'last_pulse'", [
    rested,
  ]);
  const second = await workerProcess(settings);
  await eventually("a pulse", async () => {
    const [row] = await db.query<{ value: string }>(
      "select value from settings where key = 'last_pulse'",
    );
    return row?.value !== rested;
  });
  expect((await getInstance(contextOf(db), testConfig())).temporalAhead).toBeNull();
  expect(second.log()).not.toContain("knows more");
});
