import { sealingKeysOf } from "../../src/platform/config/sealing-keys.ts";
import { randomBytes } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { ChannelName } from "../../src/channels/registry.ts";
import { eraseContact } from "../../src/db/contacts/erase-contact.ts";
import type { Database } from "../../src/db/core/database.ts";
import { required } from "../../src/domain/required.ts";
import { putSetup } from "../../src/services/channel-setups/put-setup.ts";
import { mergeContacts } from "../../src/services/contacts/merge.ts";
import { registerDeviceOf } from "../../src/services/devices/devices.ts";
import { httpCase } from "../channels/cases/http.ts";
import { vapidCase } from "../channels/cases/vapid.ts";
import type { FakeProvider } from "../channels/fake-provider.ts";
import { fakeProvider } from "../channels/fake-provider.ts";
import type { ProviderCase } from "../channels/provider-case.ts";
import { attemptsOf, membersOfAll } from "../support/broadcast.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import type { TestMailServer } from "../support/mail-server.ts";
import { testMailServer } from "../support/mail-server.ts";

// Messages to a segment by any channel, without Temporal: an attempt is a call.

const secretsKey = randomBytes(32);
let db: Database;
let mail: TestMailServer;

beforeEach(async () => {
  ({ db } = await testDatabase(10));
  mail = await testMailServer();
});

async function setUp(one: ProviderCase): Promise<FakeProvider> {
  const fake = await fakeProvider(one);
  await putSetup(contextOf(db), sealingKeysOf(secretsKey), one.channel as ChannelName, {
    provider: one.description.name,
    settings: one.settings(fake.url),
    secrets: one.secrets,
    perSecond: null,
    concurrency: 10,
  });
  return fake;
}

const env = (...fakes: FakeProvider[]): Record<string, string> => ({
  SMTP_URL: mail.url,
  SECRETS_KEY: secretsKey.toString("base64"),
  WEBHOOK_ALLOW_PRIVATE_HOSTS: fakes.map(({ host }) => host).join(","),
});

const sms = { kind: "sendSms", config: { text: "{{ contact.firstName }}: it has begun" } };
const email = { kind: "sendEmail", config: { subject: "It has begun", html: "<p>!</p>" } };
const push = { kind: "sendWebPush", config: { title: "It has begun", text: "Look" } };

const textsOf = (fake: FakeProvider): string[] =>
  fake.received.map(({ body }) => (JSON.parse(body) as { text: string }).text).toSorted();

const idOf = async (name: string): Promise<string> => {
  const [row] = await db.query<{ id: string }>("select id from contacts where first_name = $1", [
    name,
  ]);
  return required(row, name).id;
};

test("by one other channel: each member's message speaks of the member, in its language", async () => {
  await membersOfAll(db, 4);
  const fake = await setUp(httpCase);
  const config = {
    ...sms.config,
    languages: { uk: { text: "{{ contact.firstName }}: почалося" } },
  };
  const messages = [{ ...sms, config: { ...config, defaultLanguage: "en" } }];
  const { attempt } = await attemptsOf(db, { messages }, env(fake));
  expect(await attempt()).toMatchObject({ total: 4, sent: 4 });
  expect(textsOf(fake)).toEqual([
    "Member 1: it has begun",
    "Member 2: почалося",
    "Member 3: it has begun",
    "Member 4: почалося",
  ]);
});

test("of several, each member gets the first by whose channel it is reached, and one only", async () => {
  await membersOfAll(db, 6);
  const fake = await setUp(httpCase);
  await db.query("update contacts set phone = null where first_name in ('Member 1', 'Member 2')");
  await db.query("update contacts set email = null where first_name in ('Member 2', 'Member 3')");
  await db.query(
    `insert into contact_channels (contact_id, channel, unsubscribed_at)
     select id, 'sms', now() from contacts where first_name = 'Member 4'`,
  );
  const { attempt } = await attemptsOf(db, { messages: [sms, email] }, env(fake));
  expect(await attempt()).toMatchObject({ total: 6, sent: 5, skipped: 1 });
  expect(textsOf(fake).map((text) => text.slice(0, 8))).toEqual([
    "Member 3",
    "Member 5",
    "Member 6",
  ]);
  expect(mail.received.map(({ to }) => to).toSorted()).toEqual([
    "m1@example.com",
    "m4@example.com",
  ]);
  expect(await db.query("select part from block_attempts")).toEqual([]);
});

test("of several, where a member reacted last is tried first if the block says so", async () => {
  await membersOfAll(db, 3);
  const fake = await setUp(httpCase);
  await db.query(
    `insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient,
                           sender, subject, content, links, transactional, state, opened_at)
     select make_uuid7(), make_uuid7(), 'x', 1, make_uuid7(), id, 'email', email, '', '', '{}', '[]',
            false, 'sent', now()
       from contacts where first_name = 'Member 2'`,
  );
  const config = { messages: [sms, email], order: "lastReaction" };
  const { attempt } = await attemptsOf(db, config, env(fake));
  expect(await attempt()).toMatchObject({ total: 3, sent: 3 });
  expect(mail.received.map(({ to }) => to)).toEqual(["m2@example.com"]);
});

test("a channel that is not set up is passed over, as long as another one is", async () => {
  await membersOfAll(db, 2);
  const { attempt } = await attemptsOf(db, { messages: [sms, email] }, env());
  expect(await attempt()).toMatchObject({ sent: 2 });
  expect(mail.received).toHaveLength(2);
});

test("a push goes to each device of a member once, as one message", async () => {
  await membersOfAll(db, 2);
  const fake = await setUp(vapidCase);
  const device = required(vapidCase.device, "a device");
  if (device.platform !== "web") throw new Error("a browser");
  for (const name of ["one", "two"]) {
    const endpoint = `${device.subscription.endpoint}-${name}`;
    await registerDeviceOf(contextOf(db), await idOf("Member 1"), {
      ...device,
      subscription: { ...device.subscription, endpoint },
    });
  }
  const { attempt } = await attemptsOf(db, { messages: [push] }, env(fake));
  expect(await attempt()).toMatchObject({ total: 2, sent: 1, skipped: 1 });
  expect(new Set(fake.received.map(({ path }) => path)).size).toBe(2);
  expect(fake.received).toHaveLength(2);
});

test("a provider that asks for a pause gets it: nobody is lost, and nobody written to twice", async () => {
  await membersOfAll(db, 30);
  const fake = await setUp(httpCase);
  let taken = 0;
  let isOver = false;
  fake.answer = (request) => {
    if (taken === 10 && !isOver) {
      isOver = true;
      return { status: 429, headers: { "retry-after": "1" }, body: {} };
    }
    taken++;
    return httpCase.answers.taken(request);
  };
  const { attempt } = await attemptsOf(db, { messages: [sms] }, env(fake));
  expect(await attempt()).toMatchObject({ total: 30, sent: 30 });
  expect(taken).toBe(30);
  expect(new Set(textsOf(fake)).size).toBe(30);
});

test("a channel that is paused for long does not keep the others' messages", async () => {
  await membersOfAll(db, 20);
  const fake = await setUp(httpCase);
  await db.query("update contacts set phone = null where language = 'uk'");
  fake.answer = () => ({ status: 429, headers: { "retry-after": "60" }, body: {} });
  const { attempt } = await attemptsOf(db, { messages: [sms, email] }, env(fake));
  await expect(attempt()).rejects.toThrow("asked for a pause");
  expect(mail.received).toHaveLength(10);
});

test("two members who become one get one message, also when one's was on its way", async () => {
  await membersOfAll(db, 4);
  mail.answer = ({ to }) =>
    ["m2@example.com", "m3@example.com", "m4@example.com"].includes(to)
      ? { code: 451, message: "busy" }
      : "take";
  const { attempt } = await attemptsOf(db, { ...email.config }, env());
  await expect(attempt()).rejects.toThrow("not taken yet");
  // Of the first two one has it; of the others neither.
  await contextOf(db).transaction(async (inside) => {
    await mergeContacts(inside, { kept: await idOf("Member 2"), gone: await idOf("Member 1") });
    await mergeContacts(inside, { kept: await idOf("Member 4"), gone: await idOf("Member 3") });
  });
  mail.answer = () => "take";
  expect(await attempt()).toMatchObject({ sent: 2, failed: 2 });
  const took = mail.received.map(({ to }) => to).toSorted();
  expect(took).toHaveLength(2);
  expect(took[0]).toBe("m1@example.com");
});

/** Has something done while the first message is being taken. */
function whileFirst(fake: FakeProvider, work: () => Promise<unknown>): void {
  let done: Promise<void> | undefined;
  fake.answer = (request) => {
    done ??= work().then(() => undefined);
    return { ...httpCase.answers.taken(request), after: done };
  };
}

test("two members who become one while it goes are written to once at each address", async () => {
  await membersOfAll(db, 250);
  const fake = await setUp(httpCase);
  // Nothing reaches the second but the address that it gets from the first.
  await db.query("update contacts set phone = null where first_name = 'Member 250'");
  whileFirst(fake, async () => {
    const [kept, gone] = [await idOf("Member 250"), await idOf("Member 1")];
    await contextOf(db).transaction((inside) => mergeContacts(inside, { kept, gone }));
  });
  const { attempt } = await attemptsOf(db, { messages: [sms] }, env(fake));
  const result = await attempt();
  const to = fake.received.map(({ body }) => (JSON.parse(body) as { to: string }).to);
  expect(new Set(to).size).toBe(to.length);
  expect(to).toContain("+49301000001");
  expect(result?.sent).toBe(to.length);
});

test("who joins behind the page that goes is among them, who leaves is not, and nobody gets it twice", async () => {
  // Pages of 200; the second is read while the first is sent.
  await membersOfAll(db, 650);
  const fake = await setUp(httpCase);
  whileFirst(fake, async () => {
    await db.query(
      `delete from segment_members where contact_id in
         (select id from contacts where first_name in ('Member 1', 'Member 640'))`,
    );
    await db.query(
      `with made as (
         insert into contacts (id, phone, first_name, source) values
           ('00000000-0000-7000-8000-000000000001', '+49302000001', 'Before', 'test'),
           ('ffffffff-0000-7000-8000-000000000001', '+49302000002', 'Behind', 'test')
         returning id)
       insert into segment_members (segment_id, contact_id)
       select s.id, made.id from segments s, made
       union all select s.id, c.id from segments s, contacts c where first_name = 'Member 1'`,
    );
  });
  const { attempt } = await attemptsOf(db, { messages: [sms] }, env(fake));
  expect(await attempt()).toMatchObject({ total: 650, sent: 650 });
  const got = textsOf(fake).map((text) => text.slice(0, text.indexOf(":")));
  expect(got).toContain("Behind");
  expect(got).not.toContain("Before");
  expect(got).not.toContain("Member 640");
  expect(new Set(got).size).toBe(got.length);
});

test("who was erased while a message was on its way does not keep the others waiting", async () => {
  await membersOfAll(db, 3);
  mail.answer = ({ to }) => (to === "m1@example.com" ? "take" : { code: 451, message: "busy" });
  const { attempt } = await attemptsOf(db, { ...email.config, transactional: true }, env());
  await expect(attempt()).rejects.toThrow("not taken yet");
  // A worker was killed while it sent two of them.
  await db.query("update messages set state = 'sending' where state = 'queued'");
  const erased = await idOf("Member 2");
  await db.tx((sql) => eraseContact(sql, erased, []));
  mail.answer = () => "take";
  expect(await attempt()).toMatchObject({ sent: 2, unknown: 1 });
  expect(mail.mailsTo("m2@example.com")).toEqual([]);
});

test("one that is paused sends nothing until it goes on, and then the rest", async () => {
  await membersOfAll(db, 5);
  mail.answer = ({ to }) => (to === "m1@example.com" ? "take" : { code: 451, message: "busy" });
  const { attempt } = await attemptsOf(db, { ...email.config }, env());
  await expect(attempt()).rejects.toThrow("not taken yet");
  await db.query("update broadcasts set paused_at = now()");
  mail.answer = () => "take";
  await expect(attempt()).rejects.toThrow("is paused");
  expect(mail.received).toHaveLength(1);
  await db.query("update broadcasts set paused_at = null");
  expect(await attempt()).toMatchObject({ sent: 5 });
  expect(mail.received).toHaveLength(5);
});
