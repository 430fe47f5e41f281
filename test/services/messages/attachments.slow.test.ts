import { expect, test } from "vitest";
import { makeWorkflow } from "../../support/campaign.ts";
import { email, inARow } from "../../support/definitions.ts";
import { incoming } from "../../support/events.ts";
import type { TestHttpServer } from "../../support/http-server.ts";
import { testHttpServer } from "../../support/http-server.ts";
import { notesOf, stack } from "../../support/mail-stack.ts";
import { eventually } from "../../support/wait.ts";

const pdf = Buffer.from(`%PDF-1.7\n${"an invoice ".repeat(300)}`);

/** A shop whose files mails can take along, and a workflow that sends one with these attachments. */
async function scene(
  attachments: Record<string, unknown>[],
  answer?: TestHttpServer["answer"],
  env: Record<string, string> = {},
) {
  const shop = await testHttpServer();
  shop.answer =
    answer ??
    ((_, response) => {
      response.writeHead(200, { "content-type": "application/pdf" }).end(pdf);
    });
  const running = await stack({ env: { WEBHOOK_ALLOW_PRIVATE_HOSTS: shop.host, ...env } });
  await makeWorkflow(running.db, {
    definition: inARow(email("mail", "Your invoice", { attachments })),
  });
  const send = (params: Record<string, unknown> = {}) =>
    running.ingest.ingest([incoming({ params: { shop: shop.url, number: 7, ...params } })]);
  return { ...running, shop, send };
}

const fromShop = "{{ event.params.shop }}/invoices/{{ event.params.number }}.pdf?key=secret";

test("a file from an address goes along, and the message tells what it was", async () => {
  const { send, ended, mail, db, get } = await scene([
    { file: fromShop, name: "Рахунок {{ event.params.number }}.pdf" },
    { file: fromShop },
  ]);
  await send();
  await ended();
  const file = { type: "application/pdf", disposition: "attachment", content: pdf };
  expect(mail.received[0]?.files).toEqual([
    { ...file, name: "Рахунок 7.pdf" },
    { ...file, name: "7.pdf" },
  ]);
  const [message] = await db.query<{ id: string }>("select id from messages");
  const { body } = await get(`/messages/${message?.id}`);
  expect(body.attachments).toEqual([
    expect.objectContaining({ name: "Рахунок 7.pdf", size: pdf.length, type: "application/pdf" }),
    expect.objectContaining({ name: "7.pdf" }),
  ]);
  expect(JSON.stringify(body.attachments)).not.toContain("secret");
});

test("a file that came with an event leaves it, and goes along under its name", async () => {
  const { send, ended, mail, db } = await scene([{ file: "{{ event.params.files }}" }]);
  const file = { filename: "../a/ä.pdf", content: pdf.toString("base64"), contentType: "x/y" };
  await send({ files: [file, { filename: "n.txt", content: "aGk=" }], other: { content: "x" } });
  await ended();
  expect(mail.received[0]?.files).toMatchObject([
    { name: "ä.pdf", type: "application/pdf", content: pdf },
    { name: "n.txt", type: "text/plain", content: Buffer.from("hi") },
  ]);
  const [event] = await db.query<{ params: { files: object[]; other: object } }>(
    "select params from events where params ? 'files'",
  );
  expect(event?.params.files[0]).toEqual({
    filename: "../a/ä.pdf",
    contentType: "x/y",
    size: pdf.length,
    file: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  expect(event?.params.other).toEqual({ content: "x" });
});

test("who is erased leaves no file behind", async () => {
  const { send, ended, db, ask } = await scene([{ file: "{{ event.params.files }}" }]);
  const large = { filename: "a.pdf", content: pdf.toString("base64") };
  await send({ files: [large, { filename: "n.txt", content: "aGk=" }] });
  await ended();
  expect(await db.query("select 1 from attached_files")).toHaveLength(2);
  const [contact] = await db.query<{ id: string }>("select id from contacts");
  await ask("DELETE", `/contacts/${contact?.id}`);
  expect(await db.query("select 1 from attached_files")).toEqual([]);
});

test("without a file that it must not lack, no mail goes out and the run fails in words", async () => {
  const given = await scene([{ file: fromShop }], (_, response) => {
    response.writeHead(404).end();
  });
  await given.send();
  const [run] = await given.ended();
  expect(run?.status).toBe("failed");
  expect(JSON.stringify(run?.error)).toContain("7.pdf: its address answered 404");
  expect(given.mail.received).toEqual([]);
});

test("a mail that may go without its file says why it did", async () => {
  const given = await scene(
    [
      { file: fromShop, onMissing: "without" },
      { file: "{{ event.params.nothing }}", onMissing: "without" },
      { file: "http://169.254.169.254/latest", onMissing: "without" },
      { file: "{{ event.params.page }}", name: "page.pdf", onMissing: "without" },
    ],
    ({ path }, response) => {
      if (path === "/page") response.end("<!doctype html><p>Sign in</p>");
      else response.writeHead(302, { location: "http://127.0.0.1:9/" }).end();
    },
  );
  await given.send({ page: `${given.shop.url}/page` });
  await given.ended();
  expect(given.mail.received[0]?.files).toEqual([]);
  const [message] = await given.db.query<{ id: string }>("select id from messages");
  const { body } = await given.get(`/messages/${message?.id}`);
  expect(body.missingFiles).toEqual([
    "7.pdf: the address is not a public one",
    "attachment 2: it has no value",
    "latest: the address is not a public one",
    "page.pdf is called .pdf, and is a web page",
  ]);
});

test("what is not there now is asked for again, and the mail goes out when it is", async () => {
  let isAway = true;
  const given = await scene([{ file: fromShop }], (_, response, attempt) => {
    if (attempt >= 4) isAway = false;
    if (isAway) response.writeHead(503).end();
    else response.end(pdf);
  });
  await given.send();
  await given.ended();
  expect(given.mail.received[0]?.files).toMatchObject([{ content: pdf }]);
  expect(await notesOf(given.db)).toMatchObject({ mail: "E-mail sent" });
});

test("what is larger than allowed does not go along, by itself or together", async () => {
  const large = Buffer.concat([pdf, Buffer.alloc(700_000, 32)]);
  const given = await scene(
    [
      { file: fromShop, onMissing: "without" },
      { file: `${fromShop}&again`, onMissing: "without" },
      { file: `${fromShop}&large`, onMissing: "without" },
    ],
    ({ path }, response) => {
      response.end(path.endsWith("large") ? Buffer.concat([large, large]) : large);
    },
    { ATTACHMENT_MAX_MB: "1", ATTACHMENTS_MAX_MB: "1" },
  );
  await given.send();
  await given.ended();
  expect(given.mail.received[0]?.files).toHaveLength(1);
  const [message] = await given.db.query<{ missing: string[] }>(
    `select content->'missingFiles' as missing from messages`,
  );
  expect(message?.missing).toEqual([
    "with 7.pdf the files are larger than 1 MB",
    "7.pdf: it is larger than 1 MB",
  ]);
});

test("all members of a segment get a file that was fetched once", async () => {
  const given = await scene([]);
  const { db, shop, post, mail } = given;
  const members: string[] = [];
  for (const n of [1, 2, 3, 4, 5]) {
    const { body } = await post("/contacts/upsert", { email: `m${n}@example.com` });
    members.push(body.contact.id);
  }
  const segment = await post("/segments", { name: "all" });
  await post(`/segments/${segment.body.id}/members/add`, { contactIds: members });
  await makeWorkflow(db, {
    name: "To all",
    definition: inARow({
      id: "all",
      kind: "sendToSegment",
      config: {
        segment: "all",
        subject: "Terms",
        html: "x",
        attachments: [{ file: `${shop.url}/terms.pdf` }],
      },
    }),
  });
  await given.send();
  await eventually("five mails", async () => mail.received.length === 6);
  const files = mail.received.flatMap((one) => one.files);
  expect(files).toHaveLength(5);
  expect(shop.received).toHaveLength(1);
});
