import { expect, test } from "vitest";
import { findMark } from "../../src/db/queue/temporal-mark.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { stopRun } from "../../src/services/runs/by-hand.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { heldTransaction } from "../support/held-transaction.ts";
import { testMailServer } from "../support/mail-server.ts";
import { ownTemporal } from "../support/own-temporal.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

test("a Temporal that was restored, though no run was started since the backup: runs are told again what they were told, whenever the worker that tells them is killed", async () => {
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
      waitFor("paying", "paid"),
      email("thanks", "Thanks"),
      waitFor("shipping", "shipped"),
      email("sent", "On its way"),
    ),
  });
  const send = (typeKey: string, keys: readonly string[]) =>
    ingest.ingest(
      keys.map((keyValue) => incoming({ typeKey, keyValue, email: `${keyValue}@example.com` })),
    );
  const waits = async () =>
    Object.fromEntries(
      (
        await db.query<{ key: string; block: string }>(
          `select r.event_key as key, s.block_id as block from run_steps s join runs r on r.id = s.run_id
            where s.ended_at is null and r.status = 'running' order by 1`,
        )
      ).map(({ key, block }) => [key, block]),
    );
  const at = (expected: Record<string, string>) =>
    eventually("all to wait where they should", async () => {
      expect(await waits()).toEqual(expected);
      return true;
    });
  const worker = await workerProcess(settings);
  await send("order", ["told", "stays", "stopped"]);
  await at({ stays: "paying", stopped: "paying", told: "paying" });
  await eventually("the mark", async () => (await findMark(db)).at !== undefined);
  await temporal.backUp();

  // What the backup does not know of; no run is started any more.
  await send("paid", ["told"]);
  const [stopped] = await db.query<{ id: string }>(
    "select id from runs where event_key = 'stopped'",
  );
  await stopRun(contextOf(db), stopped?.id ?? "", "changed their mind");
  await at({ stays: "paying", told: "shipping" });
  await eventually("all of it to be told", async () => {
    const open = await db.query("select from run_signals where state = 'pending'");
    return open.length === 0;
  });
  expect(await worker.stop()).toBe(0);

  await temporal.restore();
  const held = await heldTransaction(db, "lock table run_signals in share mode");
  const killed = await workerProcess(settings);
  await eventually("it to be about to tell", async () => {
    const waiting = await db.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                                     and query like 'update run_signals s set state%'`,
    );
    return waiting.length > 0;
  });
  await killed.kill();
  // It would keep the others waiting for 20 s.
  await db.query("delete from settings where key = 'temporal_mark_lease'");
  await held.end();

  const next = await workerProcess(settings);
  await send("shipped", ["told"]);
  await at({ stays: "paying" });
  await send("paid", ["stays"]);
  await at({ stays: "shipping" });
  expect(mail.received.map(({ subject, to }) => `${to} ${subject}`).toSorted()).toEqual([
    "stays@example.com Thanks",
    "told@example.com On its way",
    "told@example.com Thanks",
  ]);
  expect(await next.stop()).toBe(0);
});
