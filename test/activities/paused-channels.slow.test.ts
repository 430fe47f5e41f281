import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import type { Stack } from "../support/mail-stack.ts";
import { stack } from "../support/mail-stack.ts";
import { eventually } from "../support/wait.ts";

const reason = "a wrong sender";

const pause = (ask: Stack["ask"], more: object = {}) =>
  ask("POST", "/channels/email/pause", { reason, ...more });
const resume = (ask: Stack["ask"]) => ask("POST", "/channels/email/resume");

/** The states of all messages, once as many wait for the channel as is said. */
async function waiting(db: Database, count: number): Promise<void> {
  await eventually(`${count} messages that wait for the channel`, async () => {
    const [row] = await db.query<{ count: number }>(
      "select count(*) as count from pressure_waiting where paused_channel = 'email'",
    );
    return row?.count === count;
  });
}

const subjects = (mail: Stack["mail"]) => mail.received.map(({ subject }) => subject).toSorted();

test("nothing leaves by a paused channel, runs say why they wait, and each mail goes once when it is resumed", async () => {
  const { db, mail, ask, ingest, ended } = await stack();
  await makeWorkflow(db, { definition: inARow(email("mail", "To {{ contact.email }}")) });
  const { status, body: paused } = await pause(ask);
  expect(status).toBe(200);
  expect(paused).toMatchObject({
    channel: "email",
    name: "e-mail",
    pause: { reason, transactional: "wait", until: null, by: { kind: "key" } },
    waiting: { messages: 0, broadcasts: 0 },
    onTheirWay: 0,
  });
  await ingest.ingest([
    incoming(),
    incoming({ email: "ben@example.com" }),
    incoming({ email: "eve@example.com" }),
  ]);
  await waiting(db, 3);
  expect(mail.received).toEqual([]);

  const { body: held } = await ask("GET", "/messages?state=held");
  expect(held.items).toHaveLength(3);
  const [message] = held.items;
  const words = `the e-mail channel is paused: ${reason}`;
  expect(message).toMatchObject({
    error: words,
    heldBack: { because: "paused", words, freeAt: null, latest: null },
  });
  const { body: run } = await ask("GET", `/runs/${message.runId}`);
  expect(run.visits.at(-1)).toMatchObject({ blockId: "mail", note: `Held back: ${words}` });
  const { body: channel } = await ask("GET", "/channels/email");
  expect(channel).toMatchObject({ pause: { reason }, waiting: { messages: 3, broadcasts: 0 } });
  const { body: pauses } = await ask("GET", "/channels/pauses");
  expect(pauses.items).toMatchObject([{ channel: "email", waiting: { messages: 3 } }]);

  // Who is stopped, and who leaves meanwhile, does not get it.
  await db.query("update contacts set unsubscribed_at = now() where email = 'ben@example.com'");
  const eve = held.items.find(({ recipient }: { recipient: string }) =>
    recipient.startsWith("eve"),
  );
  await ask("POST", `/runs/${eve.runId}/stop`, { reason: "enough" });
  await ended(1);

  expect((await resume(ask)).body).toMatchObject({ pause: null });
  await ended(3);
  expect(subjects(mail)).toEqual(["To ada@example.com"]);
  expect(await db.query("select 1 from pressure_waiting")).toEqual([]);
  expect((await ask("GET", "/channels/pauses")).body.items).toEqual([]);
});

test("transactional messages go on where the pause says so, and wait otherwise", async () => {
  const { db, mail, ask, ingest, ended } = await stack();
  const receipt = email("mail", "Receipt {{ event.keyValue }}", { transactional: true });
  await makeWorkflow(db, { definition: inARow(receipt) });
  await makeWorkflow(db, {
    definition: inARow(email("mail", "Sale")),
    bindings: [{ ...startOnOrder, eventTypeKey: "sale" }],
  });
  await pause(ask);
  await ingest.ingest([incoming({ keyValue: "1" }), incoming({ typeKey: "sale" })]);
  await waiting(db, 2);
  await pause(ask, { transactional: "send", reason: "marketing only" });
  await ingest.ingest([incoming({ keyValue: "2" })]);
  await ended(1);
  expect(subjects(mail)).toEqual(["Receipt 2"]);
  const { body } = await resume(ask);
  expect(body.pause).toBeNull();
  await ended(3);
  expect(subjects(mail)).toEqual(["Receipt 1", "Receipt 2", "Sale"]);
});

test("a mail that was put off before the pause is held at its next try, and goes once", async () => {
  const { db, mail, ask, ingest, ended } = await stack();
  await makeWorkflow(db, { definition: inARow(email("mail", "Later")) });
  let isBusy = true;
  mail.answer = () => (isBusy ? { code: 451, message: "greylisted" } : "take");
  await ingest.ingest([incoming()]);
  await eventually("it to be put off", async () => {
    const rows = await db.query("select 1 from messages where state = 'queued' and error <> ''");
    return rows.length === 1;
  });
  await pause(ask);
  await waiting(db, 1);
  isBusy = false;
  const [kept] = await db.query<{ state: string; error: string }>(
    "select state, error from messages",
  );
  expect(kept).toEqual({ state: "queued", error: `the e-mail channel is paused: ${reason}` });
  await resume(ask);
  await ended();
  expect(subjects(mail)).toEqual(["Later"]);
  expect(await db.query("select 1 from pressure_waiting")).toEqual([]);
});

test("a pause that ends at an instant is over by itself", async () => {
  const { db, mail, ask, ingest, ended } = await stack();
  await makeWorkflow(db, { definition: inARow(email("mail", "Later")) });
  const past = await pause(ask, { until: "2020-01-01T00:00:00Z" });
  expect(past).toMatchObject({ status: 400, body: { errors: [{ path: "until" }] } });
  await pause(ask, { until: new Date(Date.now() + 3_600_000).toISOString() });
  await ingest.ingest([incoming()]);
  await waiting(db, 1);
  // As if the hour had gone by.
  await db.query("update paused_channels set until = clock_timestamp()");
  await ended();
  expect(subjects(mail)).toEqual(["Later"]);
  expect(await db.query("select 1 from paused_channels")).toEqual([]);
});

test("a message to a segment stops half-way, and each member gets it once", async () => {
  const { db, mail, ask, ingest, ended } = await stack();
  const members = 450;
  await db.query("insert into segments (id, name) values (gen_random_uuid(), 'All')");
  await db.query(
    `with made as (
       insert into contacts (id, email, source)
       select gen_random_uuid(), 'm' || n || '@example.com', 'test'
         from generate_series(1, $1::int) n returning id)
     insert into segment_members (segment_id, contact_id)
     select s.id, made.id from segments s, made where s.name = 'All'`,
    [members],
  );
  const config = { segment: "All", subject: "News", html: "<p>News</p>" };
  await makeWorkflow(db, { definition: inARow({ id: "all", kind: "sendToSegment", config }) });
  await ingest.ingest([incoming()]);
  await eventually("the middle", () => Promise.resolve(mail.received.length > members / 3));
  const { body: paused } = await pause(ask);
  const sent = async (states: string): Promise<number> => {
    const [row] = await db.query<{ count: number }>(
      "select count(*) as count from messages where state = any($1::text[])",
      [states.split(",")],
    );
    return row?.count ?? 0;
  };
  const marked = await sent("sending,sent");
  expect(paused.onTheirWay).toBeLessThanOrEqual(marked);
  await eventually("the broadcast to wait", async () => {
    const { body } = await ask("GET", "/channels/pauses");
    return body.items[0]?.waiting.broadcasts === 1;
  });
  const { body: broadcasts } = await ask("GET", "/broadcasts");
  expect(broadcasts.items).toMatchObject([{ state: "held" }]);
  const { body: run } = await ask("GET", `/runs/${broadcasts.items[0].runId}`);
  expect(run.visits.at(-1)).toMatchObject({
    blockId: "all",
    note: `Held back: the channel is paused: ${reason}`,
  });
  // What was on its way has arrived, and nothing else.
  expect(await sent("sent")).toBe(marked);
  expect(mail.received).toHaveLength(marked);
  expect(marked).toBeLessThan(members);
  await resume(ask);
  await ended();
  expect(mail.received).toHaveLength(members);
  expect(new Set(mail.received.map(({ to }) => to)).size).toBe(members);
});

test("a test launch and a test of the channel go out while it is paused, and the contact's own message waits", async () => {
  const { db, mail, ask, ingest, ended } = await stack();
  const { id } = await makeWorkflow(db, { definition: inARow(email("mail", "Hello")) });
  await pause(ask);
  await ingest.ingest([incoming()]);
  await waiting(db, 1);
  const [contact] = await db.query<{ id: string }>("select id from contacts");
  const launched = await ask("POST", `/workflows/${id}/test-launch`, {
    contactId: contact?.id,
    recipient: "tester@example.com",
    version: 1,
  });
  expect(launched).toMatchObject({ status: 201 });
  await ended(1);
  const tried = await ask("POST", "/channels/email/test", { to: "me@example.com" });
  expect(tried).toMatchObject({ status: 200 });
  expect(mail.mailsTo("tester@example.com")).toHaveLength(1);
  expect(mail.mailsTo("ada@example.com")).toEqual([]);
});
