import { expect, test } from "vitest";
import { channelGate } from "../../src/channels/open-channel.ts";
import { bothGates, localGate } from "../../src/channels/slots.ts";
import { openDatabase } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import type { Config } from "../../src/platform/config/config.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { smtpServer } from "../support/smtp-server.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerHere } from "../support/worker.ts";

test("without MAIL_CONCURRENCY all workers keep to a limit, too, of which each has a share only", () => {
  const limits = { concurrency: 20, concurrencyOfAll: 100 };
  expect(readConfig({})).toMatchObject({ ok: true, config: { mail: limits } });
});

test("what one worker may send at once is a part of what all of them may", async () => {
  const { url } = await testDatabase();
  let under = 0;
  let most = 0;
  const mostOfEach: number[] = [];
  const work = async (limit: number, ofEach: number, workers: number): Promise<void> => {
    await Promise.all(
      Array.from({ length: workers }, async (_, index) => {
        const db = openDatabase(url, 2);
        const shared = channelGate(db, "email", { concurrencyOfAll: limit } as Config["mail"]);
        const gate = bothGates(localGate(ofEach), shared);
        let own = 0;
        await Promise.all(
          Array.from({ length: 20 }, async () => {
            await gate.enter();
            most = Math.max(most, ++under);
            mostOfEach[index] = Math.max(mostOfEach[index] ?? 0, ++own);
            await new Promise((resolve) => setTimeout(resolve, 3));
            under--;
            own--;
            gate.leave();
          }),
        );
        await gate.close();
        await db.close();
      }),
    );
  };
  await work(5, 3, 3);
  expect(most).toBeLessThanOrEqual(5);
  expect(Math.max(...mostOfEach)).toBe(3);
});

test("MAIL_CONCURRENCY is of all workers together, whatever they are given to send", async () => {
  const { url: databaseUrl, db } = await testDatabase(10);
  let under = 0;
  let most = 0;
  let taken = 0;
  const mail = await smtpServer((stream, _session, callback) => {
    most = Math.max(most, ++under);
    stream.resume();
    // Long enough for others to begin, if they may.
    stream.on("end", () => {
      setTimeout(() => {
        under--;
        taken++;
        callback();
      }, 50);
    });
  });
  await makeWorkflow(db, { definition: inARow(email("mail", "Hello")) });
  const env = { MAIL_CONCURRENCY: "2" };
  const settings = { databaseUrl, taskQueue: unique("mails"), smtpUrl: mail.url, env };
  await workerHere(settings);
  await workerHere(settings);
  const ingest = createIngest(db);
  const events = Array.from({ length: 30 }, (_, n) => incoming({ email: `m${n}@example.com` }));
  await ingest.ingest(events);
  await eventually("thirty mails", async () => taken === 30);
  expect(most).toBe(2);
  await ingest.close();
});
