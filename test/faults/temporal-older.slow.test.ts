import { expect, test } from "vitest";
import { findMark } from "../../src/db/queue/temporal-mark.ts";
import { stopRun } from "../../src/services/runs/by-hand.ts";
import { contextOf } from "../support/context.ts";
import { email } from "../support/definitions.ts";
import { heldTransaction } from "../support/held-transaction.ts";
import { restorable, waitFor } from "../support/restorable.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

test("a Temporal that was restored, though no run was started since the backup: runs are told again what they were told, whenever the worker that tells them is killed", async () => {
  const { db, mail, temporal, settings, send, at, told, runOf } = await restorable(
    waitFor("paying", "paid"),
    email("thanks", "Thanks"),
    waitFor("shipping", "shipped"),
    email("sent", "On its way"),
  );
  const worker = await workerProcess(settings);
  await send("order", ["told", "stays", "stopped"]);
  await at({ stays: "paying", stopped: "paying", told: "paying" });
  await eventually("the mark", async () => (await findMark(db)).at !== undefined);
  await temporal.backUp();

  // What the backup does not know of; no run is started any more.
  await send("paid", ["told"]);
  await stopRun(contextOf(db), await runOf("stopped"), "changed their mind");
  await at({ stays: "paying", told: "shipping" });
  await told();
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
