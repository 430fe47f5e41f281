import { sealingKeysOf } from "../../src/platform/config/sealing-keys.ts";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, expect, test } from "vitest";
import { createApp } from "../../src/api/app.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import { putSetup } from "../../src/services/channel-setups/put-setup.ts";
import { makeContactToken } from "../../src/services/contact-tokens/contact-tokens.ts";
import { upsertContact } from "../../src/services/contacts/upsert.ts";
import { registerDevice } from "../../src/services/devices/devices.ts";
import { getSite } from "../../src/services/site/get.ts";
import { vapidCase } from "../channels/cases/vapid.ts";
import { fakeProvider } from "../channels/fake-provider.ts";
import type { TestBrowser } from "../channels/web-push-browser.ts";
import { decrypted, newBrowser } from "../channels/web-push-browser.ts";
import { afterwards } from "../support/afterwards.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { closeChromium, visit } from "../support/chromium.ts";
import { contextOf } from "../support/context.ts";
import { inARow } from "../support/definitions.ts";
import { testHttpServer } from "../support/http-server.ts";
import { endOf, realRuns } from "../support/real-runs.ts";
import { renderer } from "../support/renderer.ts";
import { eventually } from "../support/wait.ts";

afterAll(closeChromium);

const secretsKey = randomBytes(32);

/** A port that the API will have: what runs send names it. */
async function server() {
  const http = createServer().listen(0, "127.0.0.1");
  await once(http, "listening");
  afterwards(async () => {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
  return { http, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}

async function stack() {
  const push = await fakeProvider(vapidCase);
  const api = await server();
  const env = {
    SECRETS_KEY: secretsKey.toString("base64"),
    WEBHOOK_ALLOW_PRIVATE_HOSTS: push.host,
    PUBLIC_URL: api.url,
  };
  const real = await realRuns("push", { env });
  const { db } = real;
  const read = readConfig({ DATABASE_URL: "postgres://unused", ...env });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  const log = pino({ level: "silent" });
  const { config } = read;
  api.http.on(
    "request",
    createApp({ db, renderer, ingest, config, log, temporalReady: () => Promise.resolve(true) }),
  );
  await putSetup(contextOf(db), sealingKeysOf(secretsKey), "webPush", {
    provider: "vapid",
    settings: vapidCase.settings(push.url),
    // The keys are made.
    secrets: {},
    perSecond: null,
    concurrency: 10,
  });
  const site = await getSite(contextOf(db), config);
  return { push, real, db, site, config, ingest };
}

/** A shop's page with our script, and its worker's file. */
async function shop(site: { script: string; workerFile: string }) {
  const http = await testHttpServer();
  http.answer = ({ path }, response) => {
    const isWorker = path === "/campanile-worker.js";
    response.setHeader("content-type", isWorker ? "text/javascript" : "text/html");
    response.end(isWorker ? site.workerFile : `<!doctype html><title>Shop</title>${site.script}`);
  };
  return http.url.replace("127.0.0.1", "localhost");
}

/** No push service can be reached from here: the browser's subscription is made up, its keys are not. */
function subscriptionOf({ keys }: TestBrowser): string {
  const subscription = { endpoint: `https://push.example.com/${keys.auth}`, keys };
  return `PushManager.prototype.subscribe = async (options) => {
    if (options.applicationServerKey.length !== 65) throw new Error("no key of P-256");
    return { ...${JSON.stringify(subscription)}, toJSON: () => (${JSON.stringify(subscription)}) };
  };`;
}

test("a browser subscribes, is sent what only it can read, shows it, and its click starts a workflow", async () => {
  const { push, real, db, site, config } = await stack();
  if (site.webPush === null) throw new Error("web push is not set up");
  const url = await shop(site.webPush);
  const browser = newBrowser();
  const { page, context, faults } = await visit(url);
  await context.grantPermissions(["notifications"], { origin: url });
  await context.addInitScript(subscriptionOf(browser));

  await page.goto(url);
  await page.waitForFunction("window.CampanilePush !== undefined");
  const state = await page.evaluate("CampanilePush.subscribe({ anonymousId: 'visitor-1' })");
  expect(state).toBe("subscribed");
  const devices = await db.query("select channel, platform, language from contact_devices");
  expect(devices).toEqual([{ channel: "webPush", platform: "web", language: "en-US" }]);

  const started = await real.make(
    inARow({
      id: "push",
      kind: "sendWebPush",
      config: {
        title: "It has arrived, {{ event.keyValue }}",
        text: "Come and see",
        url: `${url}/orders/{{ event.keyValue }}`,
        button: "Later",
        urgency: "high",
        ttlHours: 1,
      },
    }),
  );
  const clicked = await makeWorkflow(db, {
    definition: inARow(),
    bindings: [{ role: "start", eventTypeKey: "click", frequency: { kind: "each" } }],
  });
  const identities = [{ kind: "anonymousId" as const, value: "visitor-1" }];
  const run = await started.follow({ identities, keyValue: "A-1" });
  expect(run.steps[0]?.outcome.note).toBe("Web push sent");
  const [request] = push.received;
  expect(request?.headers).toMatchObject({ ttl: "3600", urgency: "high" });
  const data = decrypted(browser, request?.raw ?? Buffer.alloc(0));
  expect(JSON.parse(data)).toMatchObject({ title: "It has arrived, A-1", text: "Come and see" });

  const tools = await context.newCDPSession(page);
  const registration = new Promise<string>((resolve) => {
    tools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [one] = registrations;
      if (one !== undefined) resolve(one.registrationId);
    });
  });
  await tools.send("ServiceWorker.enable");
  const registrationId = await registration;
  await tools.send("ServiceWorker.deliverPushMessage", { origin: url, registrationId, data });
  const shown = `navigator.serviceWorker.ready.then((r) => r.getNotifications())
    .then((all) => all.map(({ title, body, tag }) => ({ title, body, tag })))`;
  await eventually("it to be shown", async () => (await page.evaluate<object[]>(shown)).length > 0);
  const [message] = await db.query<{ id: string }>("select id from messages");
  expect(await page.evaluate(shown)).toEqual([
    { title: "It has arrived, A-1", body: "Come and see", tag: message?.id },
  ]);
  const logged = async (): Promise<string[]> => {
    const rows = await db.query<{ state: string }>("select state from message_log order by id");
    return rows.map((row) => row.state);
  };
  await eventually("it to be told", async () => (await logged()).includes("delivered"));

  // A click as a person makes it can't be made here; its event can.
  const [worker] = context.serviceWorkers();
  if (worker === undefined) throw new Error("there is no service worker");
  const opened = await worker.evaluate<string>(`(async () => {
    const [notification] = await registration.getNotifications();
    const opened = new Promise((resolve) => {
      Object.defineProperty(self.clients, "openWindow", { value: async (url) => resolve(url) });
    });
    self.dispatchEvent(new NotificationEvent("notificationclick", { notification, action: "" }));
    return opened;
  })()`);
  expect(opened.startsWith(`${config.publicUrl}/c/`)).toBe(true);
  await page.goto(opened);
  expect(page.url()).toBe(`${url}/orders/A-1`);
  const [second] = await eventually("the click's run", async () => {
    const rows = await db.query<{ id: string }>("select id from runs where workflow_id = $1", [
      clicked.id,
    ]);
    return rows.length > 0 ? rows : undefined;
  });
  expect(await endOf(db, second?.id ?? "")).toMatchObject({ status: "completed" });
  expect(await logged()).toContain("clicked");
  expect(faults).toEqual([]);
});

test("of a contact's browsers those that are gone are forgotten, and one that takes it makes it sent", async () => {
  const { push, real, db } = await stack();
  const one = newBrowser();
  const two = newBrowser();
  const identities = [{ kind: "anonymousId" as const, value: "visitor-2" }];
  for (const { keys } of [one, two]) {
    const subscription = { endpoint: `https://push.example.com/${keys.auth}`, keys };
    const device = { platform: "web" as const, subscription };
    await registerDevice(contextOf(db), { contact: { identities, profile: {} }, device });
  }
  push.answer = (request) =>
    request.path.endsWith(one.keys.auth)
      ? { status: 410, body: "gone" }
      : vapidCase.answers.taken(request);
  const started = await real.make(
    inARow({ id: "push", kind: "sendWebPush", config: { text: "Hello" } }),
  );
  const run = await started.follow({ identities });
  expect(run.steps[0]?.outcome.note).toBe("Web push sent");
  const [message] = await db.query<{ response: string }>("select response from messages");
  expect(message?.response).toContain("1 of 2 devices");
  const left = await db.query<{ token: string }>("select token from contact_devices");
  expect(left.map(({ token }) => token)).toEqual([`https://push.example.com/${two.keys.auth}`]);

  push.answer = () => ({ status: 404 });
  await started.follow({ identities });
  const nobody = await started.follow({ identities });
  expect(nobody.steps[0]?.outcome.note).toContain("takes no notifications in a browser");
});

test("a page is believed by a signed token only, and by its own anonymous id", async () => {
  const { db, site, config } = await stack();
  const base = `${config.publicUrl}/site/${site.key}/push`;
  const { keys } = newBrowser();
  const subscription = { endpoint: "https://push.example.com/token", keys };
  const call = async (body: object, path = "subscriptions") =>
    (await fetch(`${base}/${path}`, { method: "POST", body: JSON.stringify(body) })).status;
  expect(await call({ subscription })).toBe(400);
  expect(await call({ subscription, email: "ada@example.com" })).toBe(400);
  expect(await call({ subscription, token: "made.up.token" })).toBe(401);
  expect(await call({ subscription, anonymousId: "visitor-3" })).toBe(204);
  const owner = async () => {
    const [row] = await db.query<{ id: string }>("select contact_id as id from contact_devices");
    return row?.id;
  };
  const visitor = await owner();
  const ada = { identities: [{ kind: "email" as const, value: "ada@example.com" }], profile: {} };
  const { contact } = await upsertContact(contextOf(db), ada);
  const registered = contact.id;
  const { token } = await makeContactToken(contextOf(db), { contactId: registered, seconds: 60 });
  expect(await call({ subscription, token })).toBe(204);
  expect(await owner()).toBe(registered);
  expect(visitor).not.toBe(registered);
  expect(await call({ endpoint: subscription.endpoint }, "unsubscribe")).toBe(204);
  expect(await owner()).toBeUndefined();
});
