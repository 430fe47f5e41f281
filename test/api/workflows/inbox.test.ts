import { createTransport } from "nodemailer";
import { pino } from "pino";
import { v7 } from "uuid";
import { beforeAll, expect, test } from "vitest";
import { startInbox } from "../../../src/channels/inbox/server.ts";
import type { Database } from "../../../src/db/core/database.ts";
import { pruneMails } from "../../../src/db/messages/inbox-mails.ts";
import { openPicture } from "../../../src/domain/open-picture.ts";
import { linkSigner } from "../../../src/services/clicks/link-signer.ts";
import { afterwards } from "../../support/afterwards.ts";
import { testDatabase } from "../../support/database.ts";
import { signedIn } from "./browser.ts";
import type { TestApi } from "./api.ts";
import { testApi } from "./api.ts";
import { renderer } from "../../support/renderer.ts";

const log = pino({ level: "silent" });
let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});

/** An inbox over a database, and a mail client that is connected to it. */
async function inbox(db: Database) {
  const server = await startInbox({ db, renderer }, { port: 0, log });
  const transport = createTransport({ host: "127.0.0.1", port: server.port, ignoreTLS: true });
  afterwards(() => {
    transport.close();
    return server.close();
  });
  return transport;
}

const mail = {
  from: "Shop <shop@example.com>",
  to: ["ada@example.com", "bob@example.com"],
  subject: "Grüße, Ada",
  html: '<p>Hello <a href="https://example.com/x">x</a></p>',
  text: "Hello",
};

test("a mail that the inbox took is there when the sender hears of it", async () => {
  const transport = await inbox(api.db);
  const sent = await transport.sendMail(mail);
  expect(sent.response).toMatch(/^250 /);
  const { body } = await api.get("/inbox-mails?limit=1");
  expect(body.items).toMatchObject([{ subject: mail.subject, recipients: mail.to }]);
  expect(body.items[0].sender).toContain("shop@example.com");
  const one = await api.get(`/inbox-mails/${body.items[0].id}`);
  expect(one.body).toMatchObject({ html: mail.html, text: "Hello" });
});

test("while the database can't keep it, a mail is answered with 451, to be sent again", async () => {
  const broken: Database = { ...api.db, query: () => Promise.reject(new Error("no database")) };
  const transport = await inbox(broken);
  await expect(transport.sendMail(mail)).rejects.toMatchObject({ responseCode: 451 });
});

test("only the newest mails are kept", async () => {
  const { db } = await testDatabase();
  const transport = await inbox(db);
  for (const n of [1, 2, 3, 4, 5]) await transport.sendMail({ ...mail, subject: `${n}` });
  await pruneMails(db, 9, 100);
  await pruneMails(db, 2, 100);
  const kept = await db.query("select subject from inbox_mails order by id");
  expect(kept).toEqual([{ subject: "4" }, { subject: "5" }]);
});

test("a mail over 10 MB is refused", async () => {
  const transport = await inbox(api.db);
  const large = { ...mail, text: "x".repeat(11 * 1024 * 1024) };
  await expect(transport.sendMail(large)).rejects.toMatchObject({ responseCode: 552 });
});

test("looking at a mail in the inbox is not an open: its picture is left out, other pictures are not", async () => {
  const transport = await inbox(api.db);
  const signer = linkSigner(Buffer.alloc(32, 1), "https://campaigns.example.com");
  const other = '<img src="https://shop.example.com/o/logo.gif" width="1" height="1">';
  const html = `<p>Hi</p>${other}${openPicture(signer.openUrl(v7()))}`;
  await transport.sendMail({ ...mail, html });
  const { id } = (await api.get("/inbox-mails?limit=1")).body.items[0];
  const shown = await (await (await signedIn(api)).get(`/inbox/${id}/html`)).text();
  expect(shown).toContain(other);
  expect(shown).not.toContain("campaigns.example.com");
});

test("a mail's HTML is shown in a sandbox that runs nothing, and can be had as it came", async () => {
  const transport = await inbox(api.db);
  await transport.sendMail({ ...mail, html: "<script>alert(1)</script><p>Hi</p>" });
  const { id } = (await api.get("/inbox-mails?limit=1")).body.items[0];
  const browser = await signedIn(api);
  const frame = await browser.get(`/inbox/${id}/html`);
  const policy = frame.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/sandbox(?!.*allow-scripts)(?!.*allow-same-origin)/);
  expect(await frame.text()).toContain('<base target="_blank">');
  const raw = await browser.get(`/inbox/${id}/raw`);
  expect(raw.headers.get("content-disposition")).toContain("attachment");
  expect(await raw.text()).toContain("Subject:");
});
