import { expect, test } from "vitest";
import { createIngest } from "../../src/ingest/create.ts";
import { besideOthers } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { testHttpServer } from "../support/http-server.ts";
import { testMailServer } from "../support/mail-server.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

interface Kept {
  state: string;
  attempts: number;
  size: number | null;
}

async function setUp(transactional: boolean) {
  const { url, db } = await testDatabase(10);
  const mail = await testMailServer();
  const shop = await testHttpServer();
  const attachments = [{ file: `${shop.url}/invoice.pdf` }];
  const definition = inARow(email("mail", "Your invoice", { transactional, attachments }));
  await makeWorkflow(db, { definition });
  const settings = {
    databaseUrl: url,
    taskQueue: unique("files"),
    smtpUrl: mail.url,
    env: { WEBHOOK_ALLOW_PRIVATE_HOSTS: shop.host },
  };
  const messages = () =>
    db.query<Kept>(
      `select state, attempts, (content->'attachments'->0->>'size')::int as size from messages`,
    );
  const sent = () =>
    eventually(
      "the mail to be sent",
      async () => (await messages())[0]?.state === "sent" && messages(),
    );
  return { mail, shop, settings, messages, sent, ingest: createIngest(db) };
}

test.concurrent(
  "killed while a file is fetched: nothing was kept, and another worker sends the mail once",
  besideOthers(async () => {
    const { mail, shop, settings, messages, sent, ingest } = await setUp(false);
    shop.answer = () => undefined;
    const first = await workerProcess(settings);
    await ingest.ingest([incoming()]);
    await eventually("the fetch", async () => shop.received.length > 0);
    await first.kill();
    expect(await messages()).toEqual([]);

    shop.answer = (_, response) => void response.end("%PDF-1.7 the invoice");
    await workerProcess(settings);
    expect(await sent()).toEqual([{ state: "sent", attempts: 1, size: 20 }]);
    expect(mail.received.map(({ files }) => files[0]?.content.toString())).toEqual([
      "%PDF-1.7 the invoice",
    ]);
  }),
);

test.concurrent(
  "killed while the server takes the mail: another worker fetches the file anew, and the message notes what went along",
  besideOthers(async () => {
    const { mail, shop, settings, messages, sent, ingest } = await setUp(true);
    shop.answer = (_, response, attempt) => void response.end(`%PDF-1.7 ${"x".repeat(attempt)}`);
    mail.answer = () => "hang";
    const first = await workerProcess(settings);
    await ingest.ingest([incoming()]);
    await eventually("the mail", async () => mail.received.length === 1);
    expect(await messages()).toEqual([{ state: "sending", attempts: 1, size: 10 }]);
    await first.kill();

    mail.answer = () => "take";
    await workerProcess(settings);
    expect(await sent()).toEqual([{ state: "sent", attempts: 2, size: 11 }]);
    expect(mail.received.map(({ files }) => files[0]?.content.length)).toEqual([10, 11]);
  }),
);
