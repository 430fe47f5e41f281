import { expect, test } from "vitest";
import { createIngest } from "../../src/ingest/create.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { smtpServer } from "../support/smtp-server.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerHere } from "../support/worker.ts";

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
  await eventually("thirty mails", async () => taken === 30, 30_000);
  expect(most).toBe(2);
  await ingest.close();
});
