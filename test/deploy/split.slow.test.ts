import { setTimeout as pause } from "node:timers/promises";
import { Connection } from "@temporalio/client";
import { expect, inject, test } from "vitest";
import {
  isTemporalOnPostgresHere,
  startTemporalOnPostgres,
} from "../../bench/temporal-postgres.ts";
import { freePort } from "../../src/platform/ports.ts";
import { ensureSearchAttributes } from "../../src/platform/temporal/search-attributes.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { afterwards } from "../support/afterwards.ts";
import { apiProcess } from "../support/api-process.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { testMailServer } from "../support/mail-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";
import { roundRobin, type Sent } from "./round-robin.ts";

const clients = 2;
/** Of each client: a shop's usual day, and not how much goes. */
const everyMs = 200;

/** A Temporal server as it is run in earnest, with databases of the tests' Postgres. */
async function temporalOnPostgres(): Promise<string> {
  const url = (name = "postgres"): string => {
    const other = new URL(inject("postgresUrl"));
    other.pathname = `/${name}`;
    return other.href;
  };
  const server = await startTemporalOnPostgres(await temporaryFolder(), { url });
  afterwards(() => server.stop());
  const connection = await Connection.connect({ address: server.address });
  await ensureSearchAttributes(connection, "default");
  await connection.close();
  return server.address;
}

/** Its server is compiled by Go, in minutes: asked for by name, or where that was done before. */
const isThere = process.env["TEMPORAL_ON_POSTGRES"] === "1" || isTemporalOnPostgresHere();

test.skipIf(!isThere)(
  "with Temporal on Postgres, two APIs and two workers are restarted one by one while events come in: no request fails, and each event is one run and one mail",
  async () => {
    const { url: databaseUrl, db } = await testDatabase(10);
    const [mail, temporalAddress] = await Promise.all([testMailServer(), temporalOnPostgres()]);
    await makeWorkflow(db, {
      definition: inARow(email("mail", "Hello")),
      bindings: [{ role: "start", eventTypeKey: "order", frequency: { kind: "once" } }],
    });
    const scopes = ["send"] as const;
    const { key } = await createApiKey(
      contextOf(db),
      { name: "shop", scopes: [...scopes] },
      { scopes: [...scopes] },
    );
    const taskQueue = "campanile";
    const startApi = (port: number) =>
      apiProcess({
        DATABASE_URL: databaseUrl,
        TEMPORAL_ADDRESS: temporalAddress,
        TEMPORAL_TASK_QUEUE: taskQueue,
        PORT: String(port),
        SHUTDOWN_DELAY: "1",
        LOG_LEVEL: "warn",
      });
    const startWorker = () =>
      workerProcess({ databaseUrl, taskQueue, temporalAddress, smtpUrl: mail.url });
    const ports = [await freePort(0), await freePort(0)];
    const apis = await Promise.all(ports.map(startApi));
    const workers = await Promise.all([startWorker(), startWorker()]);

    const ask = roundRobin(ports);
    const answers: Sent[] = [];
    const contacts: string[] = [];
    let over = false;
    const shop = async (client: number): Promise<void> => {
      for (let n = 0; !over; n++) {
        const address = `${client}-${n}@example.com`;
        contacts.push(address);
        const answer = await ask("/api/v1/event", {
          method: "POST",
          headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
          body: JSON.stringify({
            eventTypeKey: "order",
            keyValue: `${client}/${n}`,
            messageId: `${client}/${n}`,
            params: [{ name: "Email", value: address }],
          }),
        });
        answers.push(answer);
        await pause(everyMs);
      }
    };
    const began = performance.now();
    const load = Promise.all(Array.from({ length: clients }, (_, client) => shop(client)));

    for (const api of apis) {
      api.child.kill("SIGTERM");
      expect(await api.exited).toEqual([0, null]);
      await startApi(api.port);
    }
    for (const worker of workers) {
      expect(await worker.stop()).toBe(0);
      await startWorker();
    }
    over = true;
    await load;
    const seconds = (performance.now() - began) / 1_000;

    await eventually(
      "the end of every run",
      async () =>
        (await db.query("select 1 from runs where status = 'completed'")).length ===
        contacts.length,
    );
    const failed = answers.filter(({ status }) => status !== 200);
    const count = async (table: "events" | "runs") =>
      (await db.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;
    const figures = {
      seconds: Math.round(seconds),
      requests: answers.length,
      failed: failed.map(({ status, text }) => `${status}: ${text}`),
      askedElsewhere: answers.filter(({ elsewhere }) => elsewhere > 0).length,
      slowestMs: Math.round(Math.max(...answers.map(({ ms }) => ms))),
      events: await count("events"),
      runs: await count("runs"),
      mails: mail.received.length,
    };
    console.log(`split: ${JSON.stringify(figures)}`);
    const sent = contacts.length;
    expect(figures).toMatchObject({ failed: [], requests: sent, events: sent, runs: sent });
    expect(mail.received.map(({ to }) => to).toSorted()).toEqual(contacts.toSorted());
    expect([sent > 100, figures.askedElsewhere > 0]).toEqual([true, true]);
  },
);
