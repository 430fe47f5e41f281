import { sealingKeysOf } from "../../../src/platform/config/sealing-keys.ts";
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { ChatWriter } from "../../../src/channels/provider.ts";
import { telegram } from "../../../src/channels/telegram/description.ts";
import { whatsapp } from "../../../src/channels/whatsapp/description.ts";
import { ownersOf } from "../../../src/db/contacts/contact-identities.ts";
import { contactFacts } from "../../../src/db/contacts/contact-facts.ts";
import type { Database } from "../../../src/db/core/database.ts";
import { lastWrittenAt } from "../../../src/db/messages/chat-threads.ts";
import { putSetup } from "../../../src/services/channel-setups/put-setup.ts";
import { chatLinksOf } from "../../../src/services/chats/links.ts";
import { noteWriters } from "../../../src/services/chats/writers.ts";
import { upsertContact } from "../../../src/services/contacts/upsert.ts";
import { telegramCase } from "../../channels/cases/chats.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";

const at = new Date("2026-03-01T12:00:00Z");
const writer = (more: Partial<ChatWriter> = {}): ChatWriter => ({
  address: "987654321",
  at,
  token: null,
  firstName: "Ada",
  language: "en_gb",
  ...more,
});
const chat = (makes = true) => ({ channel: telegram, settings: { makesContacts: makes } });
const identity = { kind: "telegram", value: "987654321" } as const;

async function ownerOf(db: Database): Promise<string | undefined> {
  return (await ownersOf(db, [identity]))[0]?.contactId;
}

/** A contact with an e-mail address, and the token by which it is known in chats. */
async function contactWithToken(db: Database): Promise<{ id: string; token: string }> {
  const context = contextOf(db);
  await putSetup(context, sealingKeysOf(randomBytes(32)), "telegram", {
    provider: telegramCase.description.name,
    settings: telegramCase.settings("https://api.telegram.org"),
    secrets: telegramCase.secrets,
    perSecond: null,
    concurrency: 10,
  });
  const email = { kind: "email", value: "ada@example.com" } as const;
  const { contact } = await upsertContact(context, { identities: [email], profile: {} });
  const { telegram: link, viber } = await chatLinksOf(context, contact.id);
  expect(viber).toBeNull();
  const token = new URL(link ?? "").searchParams.get("start") ?? "";
  expect(token).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  return { id: contact.id, token };
}

test("who comes by a contact's link is that contact, and is reached there", async () => {
  const { db } = await testDatabase();
  const { id, token } = await contactWithToken(db);
  for (let times = 0; times < 2; times++) {
    await noteWriters(contextOf(db), chat(), [writer({ token })]);
  }
  expect(await ownerOf(db)).toBe(id);
  expect((await contactFacts(db, [id])).get(id)?.chats).toEqual({ telegram: "987654321" });
});

test("who had written before they came by the link becomes the contact", async () => {
  const { db } = await testDatabase();
  const { id, token } = await contactWithToken(db);
  await noteWriters(contextOf(db), chat(), [writer()]);
  const stranger = await ownerOf(db);
  expect(stranger).not.toBe(id);
  await noteWriters(contextOf(db), chat(), [writer({ token })]);
  expect(await ownerOf(db)).toBe(id);
  expect((await contactFacts(db, [stranger ?? ""])).size).toBe(0);
});

test("two people whom more is known of stay two", async () => {
  const { db } = await testDatabase();
  const { id, token } = await contactWithToken(db);
  const phone = { kind: "phone", value: "+4915112345678" } as const;
  await upsertContact(contextOf(db), { identities: [phone, identity], profile: {} });
  const before = await ownerOf(db);
  await noteWriters(contextOf(db), chat(), [writer({ token })]);
  expect(await ownerOf(db)).toBe(before);
  expect(before).not.toBe(id);
});

test("of a stranger a contact is made with what the chat says, if that is wanted", async () => {
  const { db } = await testDatabase();
  await noteWriters(contextOf(db), chat(false), [writer({ token: "not-ours" })]);
  expect(await ownerOf(db)).toBeUndefined();
  await noteWriters(contextOf(db), chat(), [writer({ token: "not-ours" })]);
  const id = (await ownerOf(db)) ?? "";
  expect((await contactFacts(db, [id])).get(id)).toMatchObject({
    firstName: "Ada",
    language: "en-GB",
    chats: { telegram: "987654321" },
  });
});

test("when somebody has written last is kept, whatever the order in which it is told", async () => {
  const { db } = await testDatabase();
  const later = new Date("2026-03-02T12:00:00Z");
  const phone = { address: "+49 151 12345678" };
  const whatsappChat = { channel: whatsapp, settings: {} };
  await noteWriters(contextOf(db), whatsappChat, [writer({ ...phone, at: later })]);
  await noteWriters(contextOf(db), whatsappChat, [writer(phone)]);
  expect(await lastWrittenAt(db, "whatsapp", "+4915112345678")).toEqual(later);
  expect(await lastWrittenAt(db, "whatsapp", "+4915112345679")).toBeNull();
});
