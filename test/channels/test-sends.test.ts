import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { required } from "../../src/domain/required.ts";
import { newId } from "../../src/platform/new-id.ts";
import { registerDevice } from "../../src/services/devices/devices.ts";
import type { TestApi } from "../api/workflows/api.ts";
import { testApi } from "../api/workflows/api.ts";
import { contextOf } from "../support/context.ts";
import { allProviders } from "./all-providers.ts";
import { whatsappCase } from "./cases/chats.ts";
import { twilioCase } from "./cases/twilio.ts";
import type { FakeProvider } from "./fake-provider.ts";
import { fakeProvider } from "./fake-provider.ts";
import type { ProviderCase } from "./provider-case.ts";

// A set-up is tried by the API itself: no worker runs here.

const fakes = new Map<ProviderCase, FakeProvider>();
let api: TestApi;

beforeAll(async () => {
  for (const one of allProviders) fakes.set(one, await fakeProvider(one));
  api = await testApi({
    SECRETS_KEY: randomBytes(32).toString("base64"),
    WEBHOOK_ALLOW_PRIVATE_HOSTS: [...fakes.values()].map(({ host }) => host).join(","),
  });
});

async function setUp(one: ProviderCase): Promise<FakeProvider> {
  const fake = required(fakes.get(one), "its server");
  const set = await api.ask("PUT", `/channels/${one.channel}`, {
    provider: one.description.name,
    settings: one.settings(fake.url),
    secrets: one.secrets,
  });
  expect(set).toMatchObject({ status: 200, body: { available: true } });
  return fake;
}

/** Whom a test goes to: an address, or of a channel of devices the contact who has one. */
async function recipientOf({ channel, contact, device }: ProviderCase): Promise<string> {
  const { email, identities = [] } = contact;
  if (device === undefined) return required(email ?? identities[0]?.value, "an address");
  await registerDevice(contextOf(api.db), { contact: { identities, profile: {} }, device });
  const [row] = await api.db.query<{ id: string }>(
    "select contact_id as id from contact_devices where channel = $1 order by last_seen_at desc, id desc limit 1",
    [channel],
  );
  return required(row, "the device's contact").id;
}

test.each(allProviders)("a test by $channel, $description.name, is taken", async (one) => {
  const fake = await setUp(one);
  const to = await recipientOf(one);
  const tried = await api.post(`/channels/${one.channel}/test`, { to });
  expect(tried).toMatchObject({ status: 200, body: { outcome: "sent" } });
  expect(fake.received).toHaveLength(1);
});

test("a test in-app stands in the contact's inbox; to nobody it is refused", async () => {
  const { body } = await api.post("/contacts/upsert", { contactId: "reader" });
  const to: string = body.contact.id;
  const text = "Does it work?";
  const tried = await api.post("/channels/inApp/test", { to, text });
  expect(tried.body).toMatchObject({ outcome: "sent", detail: "in the inbox" });
  const stands = await api.db.query(
    "select content->>'title' as title from in_app_messages where contact_id = $1",
    [to],
  );
  expect(stands).toEqual([{ title: text }]);
  for (const nobody of [newId(), "ada@example.com"]) {
    const refused = await api.post("/channels/inApp/test", { to: nobody });
    expect(refused.body).toMatchObject({ outcome: "refused" });
  }
});

test("WhatsApp is tried with an approved template; of another channel a template is a fault", async () => {
  const fake = await setUp(whatsappCase);
  fake.received.length = 0;
  const template = { name: "order_here", language: "uk", parameters: ["Ada", "A-1"] };
  const to = "+4915112345678";
  const tried = await api.post("/channels/whatsapp/test", { to, template });
  expect(tried.body).toMatchObject({ outcome: "sent" });
  expect(JSON.parse(fake.received[0]?.body ?? "")).toMatchObject({
    to: "4915112345678",
    type: "template",
    template: {
      name: "order_here",
      language: { code: "uk" },
      components: [{ type: "body", parameters: [{ text: "Ada" }, { text: "A-1" }] }],
    },
  });
  await setUp(twilioCase);
  const elsewhere = await api.post("/channels/sms/test", { to, template });
  expect(elsewhere.status).toBe(400);
  expect(elsewhere.body.errors).toEqual([
    {
      path: "template",
      message: "the SMS channel has no templates of its own: leave it out",
    },
  ]);
});
