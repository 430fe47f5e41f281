import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { expect, test } from "vitest";
import { messageOfAddress } from "../../src/channels/email/return-path.ts";
import { newDkimKey, recordOfSigningKey } from "../../src/domain/mail-dns/signing-key.ts";
import { loadLinkSigner } from "../../src/services/clicks/link-signer.ts";
import { testApi } from "../api/workflows/api.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDnsServer } from "../support/dns-server.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { smtpServer } from "../support/smtp-server.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerHere } from "../support/worker.ts";

const publicUrl = "https://campanile.example";

test("mails to SMTP_URL are signed, their bounces go to an address that names them, and the DNS is checked for both", async () => {
  const received: { from: string; content: string }[] = [];
  const server = await smtpServer((stream, { envelope: { mailFrom } }, callback) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      const from = mailFrom ? mailFrom.address : "";
      received.push({ from, content: Buffer.concat(chunks).toString() });
      callback();
    });
  });
  const dkimKey = await newDkimKey();
  const record = recordOfSigningKey(dkimKey) ?? "";
  const { address } = await testDnsServer({
    "bounces.shop.example": { txt: ["v=spf1 mx -all"], mx: ["10 campanile.example"] },
  });
  const env = {
    PUBLIC_URL: publicUrl,
    MAIL_FROM: "Shop <hello@shop.example>",
    MAIL_DKIM_DOMAIN: "shop.example",
    MAIL_DKIM_SELECTOR: "s1",
    MAIL_DKIM_KEY: Buffer.from(dkimKey).toString("base64"),
    MAIL_RETURN_PATH_DOMAIN: "bounces.shop.example",
    DNS_SERVERS: address,
  };
  const api = await testApi(env, 8);
  await workerHere({
    databaseUrl: api.databaseUrl,
    taskQueue: unique("smtp-url"),
    smtpUrl: server.url,
    publicUrl,
    env,
  });
  await makeWorkflow(api.db, { definition: inARow(email("mail", "Hello")) });
  await api.ingest.ingest([incoming({ email: "ada@example.com" })]);
  await eventually("the mail", () => received.length === 1);
  const [mail] = received;

  const { results } = await dkimVerify(mail?.content ?? "", {
    resolver: (name: string) =>
      Promise.resolve(name === "s1._domainkey.shop.example" ? [[record]] : []),
  });
  expect(results).toMatchObject([
    { signingDomain: "shop.example", status: { result: "pass", aligned: "shop.example" } },
  ]);
  expect(mail?.from).toMatch(/^bounces\+\w+@bounces\.shop\.example$/);
  const links = await loadLinkSigner(api.db, publicUrl, undefined);
  const [message] = await api.db.query<{ id: string }>("select id from messages");
  expect(messageOfAddress(links, mail?.from ?? "")).toBe(message?.id);
  const [, token = ""] = /^X-Campanile-Return: (\w+)\r$/m.exec(mail?.content ?? "") ?? [];
  expect(links.messageOfReturn(token)).toBe(message?.id);

  const { body } = await api.get("/channels/email/domain-check");
  const checks = body.checks as { check: string; name: string; publish: unknown }[];
  expect(checks.find(({ check }) => check === "dkim")?.publish).toEqual({
    type: "TXT",
    name: "s1._domainkey.shop.example",
    value: record,
  });
  expect(checks.find(({ check }) => check === "spf")?.name).toBe("bounces.shop.example");
});
