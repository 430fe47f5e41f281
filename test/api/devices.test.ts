import { beforeAll, expect, test } from "vitest";
import { randomBytes } from "node:crypto";
import { newBrowser } from "../channels/web-push-browser.ts";
import type { TestApp } from "./test-app.ts";
import { testApp, testConfig } from "./test-app.ts";

let app: TestApp;
beforeAll(async () => {
  const SECRETS_KEY = randomBytes(32).toString("base64");
  app = await testApp({ config: testConfig({ SECRETS_KEY }) });
});

const phone = (token: string) => ({ platform: "android", token, app: "shop" });
const register = (contact: object, device: object) =>
  app.call("POST", "/api/v1/devices", { contact, device });
const devicesOf = async (contactId: string): Promise<{ id: string; token: string }[]> =>
  (await app.call("GET", `/api/v1/contacts/${contactId}/devices`)).body.items;

test("a phone that registers again is the same device, and becomes whoever's it says", async () => {
  const first = await register({ contactId: "ada" }, phone("t-1"));
  expect(first.body).toMatchObject({ channel: "mobilePush", platform: "android", language: null });
  const again = await register({ contactId: "ada" }, { ...phone("t-1"), language: "uk" });
  expect(again.body).toMatchObject({ id: first.body.id, app: "shop", language: "uk" });
  const other = await register({ contactId: "bela" }, phone("t-1"));
  expect(other.body).toMatchObject({ id: first.body.id });
  expect(await devicesOf(first.body.contactId)).toEqual([]);
  expect(await devicesOf(other.body.contactId)).toHaveLength(1);
});

test("a phone's token finds the contact, and is no device before it was registered", async () => {
  const { body } = await register({ email: "cleo@example.com" }, phone("t-2"));
  const found = await app.call("POST", "/api/v1/contacts/upsert", { pushToken: "t-2" });
  expect(found.body.contact.id).toBe(body.contactId);
  const only = await app.call("POST", "/api/v1/contacts/upsert", { pushToken: "t-3" });
  expect(await devicesOf(only.body.contact.id)).toEqual([]);
});

test("a device is removed by its contact only", async () => {
  const { body } = await register({ contactId: "dora" }, phone("t-4"));
  const other = await register({ contactId: "emil" }, phone("t-5"));
  const path = (contactId: string) => `/api/v1/contacts/${contactId}/devices/${body.id}`;
  expect((await app.call("DELETE", path(other.body.contactId))).status).toBe(404);
  expect((await app.call("DELETE", path(body.contactId))).status).toBe(204);
  expect(await devicesOf(body.contactId)).toEqual([]);
});

test("merging moves devices along, and erasing forgets them", async () => {
  const subscription = {
    endpoint: "https://push.example.com/1",
    keys: { p256dh: "BPk", auth: "YXV0aA" },
  };
  const visitor = await register({ anonymousId: "v-1" }, { platform: "web", subscription });
  const account = await register({ email: "finn@example.com" }, phone("t-6"));
  await app.call("POST", "/api/v1/contacts/upsert", {
    email: "finn@example.com",
    anonymousId: "v-1",
  });
  const both = await devicesOf(account.body.contactId);
  expect(both.map(({ id }) => id).toSorted()).toEqual(
    [visitor.body.id, account.body.id].toSorted(),
  );
  await app.call("DELETE", `/api/v1/contacts/${account.body.contactId}`);
  const left = await app.db.query("select from contact_devices where contact_id = $1", [
    account.body.contactId,
  ]);
  expect(left).toEqual([]);
});

test("a set-up is tried by a contact's id or a device's, and reaches nobody by another text", async () => {
  const webPush = { provider: "vapid", settings: { subject: "mailto:shop@example.com" } };
  const made = await app.call("PUT", "/api/v1/channels/webPush", webPush);
  expect(made.body.setup.secrets).toEqual(["privateKey"]);
  const attempt = (to: string) => app.call("POST", "/api/v1/channels/webPush/test", { to });
  const answer = await attempt("ada@example.com");
  expect(answer.body).toMatchObject({
    outcome: "refused",
    detail: "the contact has no device left",
  });
  const subscription = {
    endpoint: "https://127.0.0.1:1/private",
    keys: { p256dh: newBrowser().keys.p256dh, auth: newBrowser().keys.auth },
  };
  const { body } = await register({ contactId: "hana" }, { platform: "web", subscription });
  for (const to of [body.id, body.contactId]) {
    expect((await attempt(to)).body).toMatchObject({
      outcome: "refused",
      detail: "the provider's address is not a public one",
    });
  }
  const again = await app.call("PUT", "/api/v1/channels/webPush", webPush);
  expect(again.body.setup.secrets).toEqual(["privateKey"]);
  const site = await app.call("GET", "/api/v1/site");
  expect(site.body.webPush.script).toContain("/push.js");
});

test("a token that is none is told where it stands", async () => {
  const answer = await register({ contactId: "gina" }, phone("with blanks in it"));
  expect(answer.status).toBe(400);
  expect(answer.body.errors).toMatchObject([{ path: "device.token" }]);
});
