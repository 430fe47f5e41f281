import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { sealingKeysOf } from "../../src/platform/config/sealing-keys.ts";
import { loadLinkSigner } from "../../src/services/clicks/link-signer.ts";
import type { TestApi } from "../api/workflows/api.ts";
import { testApi } from "../api/workflows/api.ts";
import { messageOfAddress } from "../../src/channels/email/return-path.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { smtpServer } from "../support/smtp-server.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerHere } from "../support/worker.ts";

const secretsKey = randomBytes(32);
const publicUrl = "https://campanile.example";
const received: { from: string; to: string; head: string }[] = [];
const refusal = Object.assign(new Error("5.1.1 no such user"), { responseCode: 550 });
let api: TestApi;
let settings: Record<string, unknown>;

beforeAll(async () => {
  const server = await smtpServer((stream, session, callback) => {
    if (session.envelope.rcptTo[0]?.address === "gone@example.com") {
      stream.resume().on("end", () => callback(refusal));
      return;
    }
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      const { mailFrom, rcptTo } = session.envelope;
      received.push({
        from: mailFrom ? mailFrom.address : "",
        to: rcptTo[0]?.address ?? "",
        head: Buffer.concat(chunks).toString().split("\r\n\r\n")[0] ?? "",
      });
      callback();
    });
  });
  const { hostname: host, port } = new URL(server.url);
  settings = { host, port: Number(port), encryption: "none", from: "Shop <hello@shop.example>" };
  const env = {
    SECRETS_KEY: secretsKey.toString("base64"),
    WEBHOOK_ALLOW_PRIVATE_HOSTS: `${host}:${port}`,
    PUBLIC_URL: publicUrl,
  };
  api = await testApi(env, 8);
  await workerHere({
    databaseUrl: api.databaseUrl,
    taskQueue: unique("smtp"),
    smtpUrl: server.url,
    publicUrl,
    env,
  });
});

test("a mail server is set up with a domain to sign for: what to publish is shown, the key never", async () => {
  const put = await api.ask("PUT", "/channels/email", {
    provider: "smtp",
    settings: { ...settings, dkimDomain: "shop.example", returnPathDomain: "bounces.shop.example" },
  });
  expect(put.status).toBe(200);
  const { setup } = (await api.get("/channels/email")).body;
  expect(setup.secrets).toEqual(["dkimKey"]);
  expect(setup.dnsRecords).toMatchObject([
    { type: "TXT", name: "campanile._domainkey.shop.example" },
    { type: "MX", name: "bounces.shop.example", value: "10 campanile.example." },
  ]);
  expect(JSON.stringify(setup)).not.toContain("PRIVATE KEY");
  // Put once more, it keeps its key: what was published stays right.
  await api.ask("PUT", "/channels/email", { provider: "smtp", settings: setup.settings });
  expect((await api.get("/channels/email")).body.setup.dnsRecords).toEqual(setup.dnsRecords);
  const tried = await api.post("/channels/email/test", { to: "you@example.com" });
  expect(tried.body).toMatchObject({ outcome: "sent" });
});

test("a workflow's mail goes by it, signed, and its bounces to an address that names it", async () => {
  const typeKey = unique("go");
  await makeWorkflow(api.db, {
    definition: inARow(email("mail", "Hello")),
    bindings: [{ role: "start", eventTypeKey: typeKey, frequency: { kind: "each" } }],
  });
  const to = "ada@example.com";
  await api.ingest.ingest([incoming({ typeKey, identities: [{ kind: "email", value: to }] })]);
  await eventually("the mail", () => received.some((mail) => mail.to === to));
  const mail = received.find((one) => one.to === to);
  expect(mail?.head).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256/m);
  expect(mail?.head).toMatch(/^From: Shop <hello@shop.example>$/m);
  const [mailbox = "", domain] = mail?.from.split("@") ?? [];
  expect(domain).toBe("bounces.shop.example");
  expect(mailbox.length).toBeLessThanOrEqual(64);
  const links = await loadLinkSigner(api.db, publicUrl, sealingKeysOf(secretsKey));
  const [message] = await api.db.query<{ id: string }>("select id from messages");
  expect(messageOfAddress(links, mail?.from ?? "")).toBe(message?.id);
  // Complaints bring the header along, and no envelope.
  const [, token = ""] = /^X-Campanile-Return: (\w+)$/m.exec(mail?.head ?? "") ?? [];
  expect(links.messageOfReturn(token)).toBe(message?.id);
});

test("an address of which the server says that nobody is there has bounced: once, and nobody writes there any more", async () => {
  const typeKey = unique("go");
  await makeWorkflow(api.db, {
    definition: inARow(email("mail", "Hello")),
    bindings: [{ role: "start", eventTypeKey: typeKey, frequency: { kind: "each" } }],
  });
  const to = "gone@example.com";
  await api.ingest.ingest([incoming({ typeKey, identities: [{ kind: "email", value: to }] })]);
  await eventually("the refusal", async () => {
    const rows = await api.db.query(
      "select 1 from messages where recipient = $1 and state = 'failed'",
      [to],
    );
    return rows.length === 1;
  });
  const { items } = (await api.get("/suppressions")).body;
  expect(items).toMatchObject([{ address: to }]);
  const events = (await api.get("/events?typeKey=bounced")).body.items;
  expect(events).toHaveLength(1);
  const { params } = (await api.get(`/events/${events[0].id}`)).body;
  expect(params).toMatchObject({ permanent: true, code: "5.1.1" });
});
