import { contextOf } from "../support/context.ts";
import { expect, inject, test } from "vitest";
import { freePort } from "../../src/platform/ports.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { apiProcess, type ApiProcess } from "../support/api-process.ts";
import { balancer } from "../support/balancer.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { testMailServer } from "../support/mail-server.ts";
import { shopLoad } from "../support/shop-load.ts";
import { testTemporal, unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const shops = 6;
/** Of a shop's events, one in so many is of a new contact and starts a run. */
const oneIn = 25;

test("two APIs and two workers are restarted one by one under load: no request fails, and each contact gets one run and one mail", async () => {
  const { url: databaseUrl, db } = await testDatabase(10);
  const mail = await testMailServer();
  await testTemporal();
  await makeWorkflow(db, {
    definition: inARow(email("mail", "Hello")),
    bindings: [{ role: "start", eventTypeKey: "order", frequency: { kind: "once" } }],
  });
  const { key } = await createApiKey(
    contextOf(db),
    { name: "shop", scopes: ["send"] },
    { scopes: ["send"] },
  );
  const taskQueue = unique("rolling");
  const start = (port: number): Promise<ApiProcess> =>
    apiProcess({
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: inject("temporalAddress"),
      TEMPORAL_TASK_QUEUE: taskQueue,
      PORT: String(port),
      SHUTDOWN_DELAY: "2",
      LOG_LEVEL: "warn",
    });
  const work = () => workerProcess({ databaseUrl, taskQueue, smtpUrl: mail.url });

  const workers = [await work(), await work()];
  const apis = [await start(await freePort(0)), await start(await freePort(0))];
  const front = await balancer(apis.map(({ port }) => port));
  await eventually("both APIs", () => front.ready().length === 2);

  const load = shopLoad(front.url, key, { shops, oneIn });

  for (const api of apis) {
    api.child.kill("SIGTERM");
    expect(await api.exited).toEqual([0, null]);
    await start(api.port);
    await eventually("both APIs", () => front.ready().length === 2);
  }
  for (const worker of workers) {
    expect(await worker.stop()).toBe(0);
    await work();
  }
  await load.end();
  const { contacts, failures } = load;
  const sent = load.sent();

  expect({ failures, sent: sent > 500 }).toEqual({ failures: [], sent: true });
  await eventually(
    "the end of every run",
    async () =>
      (await db.query("select 1 from runs where status = 'completed'")).length === contacts.size,
  );
  expect(await db.query("select count(*)::int as n from events")).toEqual([{ n: sent }]);
  expect(await db.query("select count(*)::int as n from runs")).toEqual([{ n: contacts.size }]);
  expect(mail.received.map(({ to }) => to).toSorted()).toEqual([...contacts].toSorted());
});
