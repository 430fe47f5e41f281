import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";
import { seriousFaults } from "../../support/axe.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { testDnsServer } from "../../support/dns-server.ts";
import type { TestHttpServer } from "../../support/http-server.ts";
import { answerJson, testHttpServer } from "../../support/http-server.ts";
import { smtpServer } from "../../support/smtp-server.ts";

afterAll(closeChromium);

/** Refusals that a walk asks for: the browser writes each to its console. */
const unexpected = (faults: readonly string[]): string[] =>
  faults.filter((fault) => !fault.includes("status of 400"));

let api: TestApi;
let mailServer: string;
let telegram: TestHttpServer;
let whatsapp: TestHttpServer;
const mails: string[] = [];

beforeAll(async () => {
  telegram = await testHttpServer();
  telegram.answer = (_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ok: true, result: { message_id: 7 } }));
  };
  whatsapp = await testHttpServer();
  whatsapp.answer = (_request, response) => {
    answerJson(response, 200, { messages: [{ id: "wamid.1" }] });
  };
  const server = await smtpServer((stream, _session, done) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      mails.push(Buffer.concat(chunks).toString());
      done();
    });
  });
  mailServer = new URL(server.url).host;
  const { address } = await testDnsServer({
    "shop.example": { txt: ["v=spf1 -all"], mx: ["10 mail.shop.example"] },
    "_dmarc.shop.example": { txt: ["v=DMARC1; p=none"] },
  });
  api = await testApi({
    SECRETS_KEY: Buffer.alloc(32, 1).toString("base64"),
    DNS_SERVERS: address,
    WEBHOOK_ALLOW_PRIVATE_HOSTS: `${mailServer},${telegram.host},${whatsapp.host}`,
  });
});

test("e-mail goes from the built-in inbox to a mail server: set up, tried, its domain checked, taken down", async () => {
  const { page, faults } = await ownersVisit(api);
  await page.getByRole("link", { name: "Channels" }).click();
  const list = page.getByRole("table", { name: "Channels" });
  const email = list.getByRole("row", { name: /^E-mail/ });
  await email.getByText("to the built-in inbox").waitFor();
  await email.getByRole("link", { name: "E-mail" }).click();
  await page.getByText("No mail server is set up").waitFor();

  const setup = page.getByRole("region", { name: "Set-up" });
  await setup.getByLabel("Server").fill("mail server");
  await setup.getByLabel("Port").fill(mailServer.split(":")[1] ?? "");
  await setup.getByText("None", { exact: true }).click();
  await setup.getByLabel("From").fill("Shop <news@shop.example>");
  await setup.getByLabel("Domain to sign for (DKIM)").fill("shop.example");
  await setup.getByRole("button", { name: "Set up" }).click();
  await setup
    .getByText(/must be a host such as mail.example.com/)
    .first()
    .waitFor();
  expect(await setup.getByLabel("From").inputValue()).toBe("Shop <news@shop.example>");
  await setup.getByLabel("Server").fill("127.0.0.1");
  await setup.getByRole("button", { name: "Set up" }).click();
  await page.getByText("The set-up is saved").waitFor();
  await page.getByRole("region", { name: "DNS records to publish" }).waitFor();
  await page.getByText("campanile._domainkey.shop.example").first().waitFor();

  const tried = page.getByRole("region", { name: "Send a test" });
  // The reader's own mailbox stands there already.
  expect(await tried.getByLabel("To").inputValue()).toBe("olena@example.com");
  await tried.getByRole("button", { name: "Send the test" }).click();
  await tried.getByText("It was taken").waitFor();
  expect(mails).toHaveLength(1);
  expect(mails[0]).toContain("DKIM-Signature");

  const domain = page.getByRole("region", { name: "Check the sender’s domain" });
  await domain.getByRole("button", { name: "Check the domain" }).click();
  const result = domain.getByRole("region", { name: "What the DNS says of shop.example" });
  await result.getByText("something is wrong").waitFor();
  const dkim = result.getByRole("listitem").filter({ hasText: "DKIM" }).first();
  await dkim.getByText("Publish this:").waitFor();
  expect(await seriousFaults(page)).toEqual([]);

  await page.getByRole("button", { name: /Take down/ }).click();
  const asking = page.getByRole("dialog", { name: "Take the e-mail channel down?" });
  await asking.getByRole("button", { name: "Take the channel down" }).click();
  await page.getByText("No mail server is set up").waitFor();
  expect((await api.get("/channels/email")).body.setup).toBeNull();
  expect(unexpected(faults)).toEqual([]);
});

test("a bot's token is kept and never shown; one that is to be replaced and left empty stays", async () => {
  const { page, faults } = await ownersVisit(api, {
    width: 390,
    height: 844,
    at: "/channels/telegram",
  });
  const setup = page.getByRole("region", { name: "Set-up" });
  await setup.getByLabel("Name of the bot").fill("ShopBot");
  await setup.getByLabel("Token of the bot").fill("not a token");
  await setup.getByLabel("Secret of the webhook").fill("hook-secret");
  await setup.getByText("Addresses of the provider").click();
  await setup.getByLabel("Base URL").fill(telegram.url);
  await setup.getByRole("button", { name: "Set up" }).click();
  await setup
    .getByText(/must be a bot's token/)
    .first()
    .waitFor();
  await setup.getByLabel("Token of the bot").fill("110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw");
  await setup.getByRole("button", { name: "Set up" }).click();
  await page.getByText("The set-up is saved").waitFor();
  const token = setup.getByRole("group", { name: "Token of the bot" });
  await token.getByText("kept, never shown").waitFor();
  await token.getByRole("button", { name: "Replace" }).click();
  await setup.getByLabel("Messages a second").fill("5");
  await setup.getByRole("button", { name: "Save the set-up" }).click();
  await token.getByText("kept, never shown").waitFor();
  const { body } = await api.get("/channels/telegram");
  expect(body.setup).toMatchObject({ perSecond: 5, secrets: ["botToken", "webhookSecret"] });

  const tried = page.getByRole("region", { name: "Send a test" });
  await tried.getByLabel("To").fill("4711");
  await tried.getByRole("button", { name: "Send the test" }).click();
  await tried.getByText("It was taken").waitFor();
  expect(telegram.received[0]?.path).toContain("110201543:");
  expect(telegram.received[0]?.body).toContain("4711");
  expect(await page.content()).not.toContain("AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw");
  expect(await seriousFaults(page)).toEqual([]);
  expect(unexpected(faults)).toEqual([]);
});

test("WhatsApp is tried with an approved template: its name, language and values, one a line", async () => {
  const set = await api.ask("PUT", "/channels/whatsapp", {
    provider: "whatsappCloud",
    settings: { baseUrl: whatsapp.url, phoneNumberId: "106540352242922" },
    secrets: { accessToken: "EAAJ-token", appSecret: "secret", verifyToken: "token" },
  });
  expect(set.status).toBe(200);
  const { page, faults } = await ownersVisit(api, {
    width: 390,
    height: 844,
    at: "/channels/whatsapp",
  });
  const tried = page.getByRole("region", { name: "Send a test" });
  await tried.getByLabel("To").fill("+380501234567");
  await tried.getByLabel("Text").waitFor();
  await tried.getByLabel("Template", { exact: true }).fill("order_here");
  await tried.getByLabel("Text").waitFor({ state: "detached" });
  await tried.getByLabel("Language of the template").fill("uk");
  await tried.getByLabel("Values of its places").fill("Olena\n\nA-1");
  await tried.getByRole("button", { name: "Send the test" }).click();
  await tried.getByText("It was taken").waitFor();
  expect(JSON.parse(whatsapp.received[0]?.body ?? "")).toMatchObject({
    to: "380501234567",
    type: "template",
    template: {
      name: "order_here",
      language: { code: "uk" },
      components: [{ type: "body", parameters: [{ text: "Olena" }, { text: "A-1" }] }],
    },
  });
  expect(await seriousFaults(page)).toEqual([]);
  expect(unexpected(faults)).toEqual([]);
});

test("a channel is paused with a reason, says so on its page and on the home page, and is resumed", async () => {
  const { page, faults } = await ownersVisit(api, { at: "/channels/inApp" });
  await page.getByRole("button", { name: "Pause" }).click();
  const asks = page.getByRole("dialog", { name: "Pause in-app?" });
  expect(await asks.getByRole("button", { name: "Pause" }).isDisabled()).toBe(true);
  await asks.getByLabel("Reason").fill("A wrong price");
  await asks.getByLabel("Go on sending transactional messages").check();
  expect(await seriousFaults(page)).toEqual([]);
  await asks.getByRole("button", { name: "Pause" }).click();
  const notice = page.getByRole("alert", { name: "The channel is paused", exact: true });
  await notice.getByText("A wrong price").waitFor();
  await notice.getByText(/^Since .*Transactional messages are sent all the same\.$/).waitFor();
  expect((await api.get("/channels/inApp")).body.pause).toMatchObject({
    reason: "A wrong price",
    transactional: "send",
    until: null,
  });
  expect(await seriousFaults(page)).toEqual([]);

  await page.getByRole("link", { name: "All channels" }).click();
  const row = page.getByRole("table", { name: "Channels" }).getByRole("row", { name: /^In-app/ });
  await row.getByText("paused", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Home" }).click();
  await page.getByText(/^Since .*: A wrong price\. Messages that wait: 0$/).waitFor();
  await page.getByRole("link", { name: /is paused$/ }).click();

  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Resume" }).click();
  await notice.waitFor({ state: "detached" });
  expect((await api.get("/channels/inApp")).body.pause).toBeNull();
  expect(unexpected(faults)).toEqual([]);
});
