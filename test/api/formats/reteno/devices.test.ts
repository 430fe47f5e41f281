import { expect, test } from "vitest";
import { testApi } from "../../workflows/api.ts";
import { basicClient, contactBy } from "./client.ts";

const subscription = {
  endpoint: "https://push.example.com/send/1",
  keys: { p256dh: "BLc4xRzKlKORKWlb", auth: "8eDyX_uCN0XRhSbY" },
};
const phone = {
  type: "mobilepush",
  value: "token-1",
  device: { osType: "ANDROID", appId: "shop", locale: "uk" },
};
const browser = {
  type: "webpush",
  value: JSON.stringify(subscription),
  device: { appId: "shop.example.com" },
};

async function shop() {
  const api = await testApi();
  const devices = async (contactId: string) => {
    const { id } = await contactBy(api, { contactId });
    const { body } = await api.get(`/contacts/${id}/devices`);
    return (body as { items: { token: string }[] }).items.toSorted((a, b) =>
      a.token < b.token ? -1 : 1,
    );
  };
  return { ask: basicClient(api), devices };
}

test("a contact's phone and browser become devices that are sent to, once however often they come", async () => {
  const { ask, devices } = await shop();
  const contact = { externalCustomerId: "c-1", channels: [phone, browser] };
  expect((await ask("POST", "v1/contact", contact)).status).toBe(200);
  expect((await ask("POST", "v1/contact", contact)).status).toBe(200);
  expect(await devices("c-1")).toMatchObject([
    { channel: "webPush", platform: "web", token: subscription.endpoint, app: "shop.example.com" },
    { channel: "mobilePush", platform: "android", token: "token-1", app: "shop", language: "uk" },
  ]);
});

test("a change and a subscription bring devices along, too", async () => {
  const { ask, devices } = await shop();
  const { id } = (await ask("POST", "v1/contact", { externalCustomerId: "c-1" })).json;
  await ask("PUT", `v1/contact/${id}`, { channels: [phone] });
  const contact = { externalCustomerId: "c-2", channels: [browser] };
  await ask("POST", "v1/contact/subscribe", { contact, formType: "footer" });
  expect(await devices("c-1")).toMatchObject([{ token: "token-1" }]);
  expect(await devices("c-2")).toMatchObject([{ token: subscription.endpoint }]);
});

test("what nothing could be sent to is no device, and the contact is taken", async () => {
  const { ask, devices } = await shop();
  const channels = [
    { type: "mobilepush", value: "token-1" },
    { type: "mobilepush", value: "token-2", device: { osType: "symbian" } },
    { type: "webpush", value: "a token of another service" },
    { type: "webpush", value: "null" },
    { type: "webpush" },
  ];
  const made = await ask("POST", "v1/contact", { externalCustomerId: "c-1", channels });
  expect(made.status).toBe(200);
  expect(await devices("c-1")).toEqual([]);
});

test("a phone that another signs in by is the other's", async () => {
  const { ask, devices } = await shop();
  await ask("POST", "v1/contact", { externalCustomerId: "c-1", channels: [phone] });
  await ask("POST", "v1/contact", { externalCustomerId: "c-2", channels: [phone] });
  expect(await devices("c-1")).toEqual([]);
  expect(await devices("c-2")).toMatchObject([{ token: "token-1" }]);
});
