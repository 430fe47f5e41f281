import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { createIngest } from "../../src/ingest/create.ts";
import { compiled } from "../../src/platform/project-root.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { entriesOf } from "../support/log-entries.ts";
import { tcpProxy } from "../support/tcp-proxy.ts";
import { unique } from "../support/temporal.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { eventually } from "../support/wait.ts";

const endless = "{% for n in (1..90000000) %}x{% endfor %}";

test("a worker's log is one JSON object a line, Temporal's core included, and says why a run failed", async () => {
  const { db, url } = await testDatabase();
  await makeWorkflow(db, {
    definition: inARow(email("mail", "Hello", { html: endless })),
  });
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  const [host = "", port] = inject("temporalAddress").split(":");
  const line = await tcpProxy({ host, port: Number(port) });
  const file = join(await temporaryFolder(), "worker.log");
  const log = openSync(file, "a");
  const worker = spawn(process.execPath, [compiled("src/worker.ts")], {
    env: {
      PATH: process.env["PATH"] ?? "",
      DATABASE_URL: url,
      TEMPORAL_ADDRESS: `127.0.0.1:${line.port}`,
      TEMPORAL_TASK_QUEUE: unique("lines"),
    },
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  const exited = once(worker, "exit");
  afterwards(async () => {
    worker.kill("SIGKILL");
    await exited;
  });
  await once(worker, "message");
  await ingest.ingest([incoming({ params: { name: "Ada" } })]);
  await eventually("the failed run", async () => {
    const [run] = await db.query<{ status: string }>("select status from runs");
    return run?.status === "failed";
  });
  // The core says so when its calls fail.
  await line.close();
  const isOfCore = (entry: Record<string, unknown>) =>
    JSON.stringify(entry["temporal"] ?? {}).includes('"sdkComponent":"core"');
  await eventually("a line of the core", () =>
    entriesOf(readFileSync(file, "utf8")).some(isOfCore),
  );
  worker.kill("SIGKILL");
  await exited;
  const text = readFileSync(file, "utf8");
  const failed = entriesOf(text).filter(({ msg }) => msg === "Workflow failed");
  expect(failed).toMatchObject([
    { level: 40, err: { message: expect.stringMatching(/needs more than 50 MB/) as string } },
  ]);
  expect(text).not.toContain("ada@example.com");
});
