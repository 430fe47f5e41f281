import { expect, test } from "vitest";
import { definitionSchema } from "../../src/contract/definition.ts";
import { publishWorkflow } from "../../src/services/workflows/publish.ts";
import { updateWorkflow } from "../../src/services/workflows/workflows.ts";
import type { Stack } from "../support/mail-stack.ts";
import { stack } from "../support/mail-stack.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { eventually } from "../support/wait.ts";

const daily = { limit: 2, every: 24, unit: "hours" };

/** How many messages are in a state, once that is so. */
async function inState(db: Stack["db"], state: string, count: number): Promise<void> {
  await eventually(`${count} messages ${state}`, async () => {
    const [row] = await db.query<{ count: number }>(
      "select count(*) as count from messages where state = $1",
      [state],
    );
    return row?.count === count;
  });
}

const orders = (count: number) =>
  Array.from({ length: count }, (_, index) => incoming({ keyValue: `${index}` }));

test("of 64 runs of one contact two send, the others wait visibly, and go as places become free", async () => {
  const { db, mail, ask, ingest, ended } = await stack();
  expect(await ask("PUT", "/pressure", { caps: [daily] })).toMatchObject({ status: 200 });
  await makeWorkflow(db, { name: "Offers", definition: inARow(email("mail", "Offer")) });
  await ingest.ingest(orders(64));
  await ended(2);
  await inState(db, "held", 62);
  expect(mail.received).toHaveLength(2);

  // What waits says why: in the message's log, and where its run stands.
  const { body: held } = await ask("GET", "/messages?state=held&limit=1");
  const [message] = held.items;
  expect(message.error).toMatch(/^2 of 2 messages in 24 hours have been sent: by "Offers" at /);
  expect(message.heldBack).toMatchObject({ because: "cap", freeAt: expect.any(String) });
  expect(message.heldBack.winners).toHaveLength(2);
  const { body: run } = await ask("GET", `/runs/${message.runId}`);
  expect(run).toMatchObject({ status: "running", waitsAt: { blockId: "mail" } });
  expect(run.at).toBe("mail");
  expect(run.visits.at(-1)).toMatchObject({
    blockId: "mail",
    endedAt: null,
    note: expect.stringContaining("Held back: 2 of 2 messages"),
    outcome: { state: "held" },
  });

  // A stop by hand ends the wait at once.
  await ask("POST", `/runs/${message.runId}/stop`, { reason: "enough" });
  await ended(3);
  const { body: stopped } = await ask("GET", `/messages/${message.id}`);
  expect(stopped).toMatchObject({ state: "dropped", error: "the run was stopped" });

  // One more place: exactly one more.
  await ask("PUT", "/pressure", { caps: [{ ...daily, limit: 3 }] });
  await ended(4);
  await inState(db, "held", 60);
  expect(mail.received).toHaveLength(3);

  await ask("PUT", "/pressure", {});
  await ended(64);
  expect(mail.received).toHaveLength(63);
  expect(await db.query("select 1 from pressure_waiting")).toEqual([]);
});

test("over the cap a message takes another branch, or is dropped, as its block says", async () => {
  const { db, mail, ask, ingest, ended } = await stack();
  await ask("PUT", "/pressure", { caps: [{ ...daily, limit: 1 }] });
  const mailOf = (id: string, holdBack: object) => email(id, id, { holdBack });
  const definition = inARow(
    email("first", "First"),
    mailOf("second", { overCap: "skip", notSent: "branch" }),
    mailOf("third", { overCap: "skip" }),
    email("receipt", "Receipt", { transactional: true }),
  );
  await makeWorkflow(db, { definition });
  await ingest.ingest(orders(1));
  await ended();
  expect(mail.received.map(({ subject }) => subject)).toEqual(["First", "Receipt"]);
  const steps = await db.query(
    "select block_id as block, branch, outcome->>'state' as state from run_steps where kind = 'sendEmail' order by position",
  );
  expect(steps).toEqual([
    { block: "first", branch: "next", state: "sent" },
    { block: "second", branch: "heldBack", state: "dropped" },
    { block: "third", branch: "next", state: "dropped" },
    { block: "receipt", branch: "next", state: "sent" },
  ]);
});

test("a free place goes to the workflow of the highest priority, of each run as its version was published", async () => {
  const { db, mail, ask, ingest, ended } = await stack();
  const cap = (limit: number) => ask("PUT", "/pressure", { caps: [{ ...daily, limit }] });
  const on = (eventTypeKey: string) => [{ ...startOnOrder, eventTypeKey }];
  const sale = (priority: number) => ({
    ...inARow(email("mail", "Sale {{ event.keyValue }}")),
    settings: { priority },
  });
  await cap(1);
  await makeWorkflow(db, {
    definition: inARow(email("mail", "{{ event.keyValue }}")),
    bindings: on("usual"),
  });
  const { id } = await makeWorkflow(db, { definition: sale(1), bindings: on("sale") });
  await ingest.ingest([incoming({ typeKey: "usual", keyValue: "First" })]);
  await ended(1);
  // The one that waits longest has the lowest priority.
  await ingest.ingest([incoming({ typeKey: "sale", keyValue: "of version 1" })]);
  await inState(db, "held", 1);
  await ingest.ingest([incoming({ typeKey: "usual", keyValue: "Second" })]);
  await inState(db, "held", 2);
  const draft = definitionSchema.parse(sale(9));
  await updateWorkflow(contextOf(db), id, { draft, draftRevision: 1 });
  expect(await publishWorkflow(contextOf(db), id)).toMatchObject({
    outcome: "published",
    number: 2,
  });
  await ingest.ingest([incoming({ typeKey: "sale", keyValue: "of version 2" })]);
  await inState(db, "held", 3);

  for (const limit of [2, 3, 4]) {
    await cap(limit);
    await ended(limit);
  }
  expect(mail.received.map(({ subject }) => subject)).toEqual([
    "First",
    "Sale of version 2",
    "Second",
    "Sale of version 1",
  ]);
});

test("a refused message's place goes to the run that waits for it, which then speaks of what is so now", async () => {
  const { db, mail, ask, ingest, ended } = await stack();
  await ask("PUT", "/pressure", { caps: [{ ...daily, limit: 1 }] });
  await makeWorkflow(db, { definition: inARow(email("mail", "Hello {{ contact.firstName }}")) });
  await ingest.ingest(orders(1));
  await ended(1);
  await ingest.ingest([incoming({ keyValue: "2" })]);
  await inState(db, "held", 1);
  await ask("POST", "/contacts/upsert", { email: "ada@example.com", firstName: "Ada" });
  // As its server would say it a moment later.
  await db.query("update messages set state = 'failed' where state = 'sent'");
  await ended(2);
  expect(mail.received.map(({ subject }) => subject)).toEqual(["Hello", "Hello Ada"]);
});

test("members of a segment whose messages are held back get them later, and the block counts them", async () => {
  const { db, mail, ask, post, ingest, ended } = await stack();
  await ask("PUT", "/pressure", { caps: [{ ...daily, limit: 1 }] });
  await db.query("insert into segments (id, name) values (gen_random_uuid(), 'VIP')");
  const join = async (name: string): Promise<void> => {
    await post("/contacts/upsert", { email: `${name}@example.com` });
    await db.query(
      `insert into segment_members (segment_id, contact_id)
       select s.id, i.contact_id from segments s, contact_identities i where i.value = $1`,
      [`${name}@example.com`],
    );
  };
  for (const name of ["ben", "eve", "kim"]) await join(name);
  await makeWorkflow(db, { name: "Single", definition: inARow(email("mail", "Single")) });
  await ingest.ingest([incoming({ email: "ben@example.com" })]);
  await ended(1);
  const config = { segment: "VIP", subject: "Sale", html: "<p>Sale</p>" };
  await makeWorkflow(db, {
    definition: inARow({ id: "all", kind: "sendToSegment", config }),
    bindings: [{ role: "start", eventTypeKey: "sale", frequency: { kind: "each" } }],
  });
  await ingest.ingest([incoming({ typeKey: "sale", keyValue: "S" })]);
  await inState(db, "held", 1);
  await inState(db, "sent", 3);
  const [{ id: runId } = { id: "" }] = await db.query<{ id: string }>(
    "select id from runs where status = 'running'",
  );
  const { body: run } = await ask("GET", `/runs/${runId}`);
  expect(run.visits.at(-1)).toMatchObject({ blockId: "all", outcome: { state: "held" } });
  // Who joins now gets none.
  await join("zoe");

  await ask("PUT", "/pressure", { caps: [{ ...daily, limit: 2 }] });
  await ended(2);
  expect(mail.mailsTo("ben@example.com").map(({ subject }) => subject)).toEqual(["Single", "Sale"]);
  expect(mail.mailsTo("zoe@example.com")).toEqual([]);
  const [step] = await db.query("select outcome from run_steps where block_id = 'all'");
  expect(step).toMatchObject({
    outcome: { note: 'To 3 members of "VIP": 3 sent; 1 were held back before', sent: 3 },
  });
});

test("in quiet hours a message waits, also at its own block only, and goes when they are taken away", async () => {
  const { db, mail, ask, ingest, ended } = await stack();
  const everyDay = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  const now = new Date();
  const clock = (hours: number): string =>
    new Date(now.getTime() + hours * 3_600_000).toISOString().slice(11, 16);
  const quietHours = [{ days: everyDay, from: clock(-2), to: clock(2) }];
  await ask("PUT", "/pressure", { quietHours: [{ channels: ["email"], windows: quietHours }] });
  const definition = inARow(
    email("receipt", "Receipt", { transactional: true }),
    email("now", "Now", { holdBack: { quiet: "off" } }),
    email("skipped", "Skipped", { holdBack: { inQuietHours: "skip" } }),
    email("later", "Later"),
  );
  await makeWorkflow(db, { definition });
  await ingest.ingest(orders(1));
  await inState(db, "held", 1);
  expect(mail.received.map(({ subject }) => subject)).toEqual(["Receipt", "Now"]);
  const [held] = await db.query("select state, error from messages where state = 'held'");
  expect(held).toMatchObject({ error: expect.stringContaining("quiet hours (every day") });
  await ask("PUT", "/pressure", {});
  await ended(1);
  expect(mail.received.map(({ subject }) => subject)).toEqual(["Receipt", "Now", "Later"]);
});
