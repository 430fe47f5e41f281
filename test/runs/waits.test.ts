import type { Client } from "@temporalio/client";
import type { Worker } from "@temporalio/worker";
import { expect, test } from "vitest";
import { readConfig } from "../../src/contract/config.ts";
import { temporalRunId } from "../../src/domain/run-id.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { smtpChannel } from "../../src/channels/email/smtp.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { linkSigner } from "../../src/services/clicks/link-signer.ts";
import { temporalWorkers } from "../../src/worker/temporal-workers.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { testMailServer } from "../support/mail-server.ts";
import { timeSkippingTemporal } from "../support/temporal.ts";

async function setUp(definition: object) {
  const { db } = await testDatabase();
  const mail = await testMailServer();
  const time = await timeSkippingTemporal();
  const config = readConfig({ SMTP_URL: mail.url });
  if (!config.ok) throw new Error("config");
  const workers = await temporalWorkers(time.nativeConnection, {
    db,
    channel: smtpChannel(mail.url, "localhost"),
    links: linkSigner(Buffer.alloc(32), "http://localhost"),
    config: config.config,
    notifyWork: () => undefined,
  });
  await makeWorkflow(db, { definition });
  const [result] = await createIngest(db).submit([incoming()]);
  if (result?.outcome !== "accepted") throw new Error("not accepted");
  const [run] = await db.query<{ id: string; temporal_id: string; plan: Plan }>(
    "select r.id, r.temporal_id, v.plan from runs r join workflow_versions v on v.id = r.version_id",
  );
  if (run === undefined) throw new Error("no run");
  const start = (client: Client) =>
    client.workflow.start("run", {
      workflowId: run.temporal_id,
      taskQueue: "campanile",
      args: [{ runId: run.id, plan: run.plan }],
    });
  /** Runs something while all workers run. */
  const during = <Result>(work: () => Promise<Result>): Promise<Result> =>
    workers.reduce<() => Promise<Result>>(
      (inner, worker: Worker) => () => worker.runUntil(inner()),
      work,
    )();
  return { db, mail, time, start, during };
}

test("a run that waits 30 days, then a month, goes on when they are over, by its own clock", async () => {
  const { db, mail, time, start, during } = await setUp(
    inARow(
      { id: "days", kind: "delay", config: { amount: 30, unit: "days" } },
      email("first", "After 30 days"),
      { id: "month", kind: "delay", config: { amount: 1, unit: "months" } },
      email("second", "After another month"),
    ),
  );
  const began = await time.currentTimeMs();
  const result = await during(async () => (await start(time.client)).result());
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
  const { mail, time, start, during } = await setUp({
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
  const result = await during(async () => (await start(time.client)).result());
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
