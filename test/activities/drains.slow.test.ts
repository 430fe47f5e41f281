import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import type { Stack } from "../support/mail-stack.ts";
import { stack } from "../support/mail-stack.ts";
import { eventually } from "../support/wait.ts";

const reason = "a wrong price";
const words = `it was thrown away while it waited: ${reason}`;

/** Throws away what waits for e-mail, to the end. */
async function drain({ ask }: Pick<Stack, "ask">, more: object = {}, messages: object = {}) {
  const wanted = { action: "drain", messages: { channel: "email", ...messages }, reason, ...more };
  const { status, body } = await ask("POST", "/bulk-actions", wanted);
  expect(status).toBe(202);
  return eventually("the drain's end", async () => {
    const { body: action } = await ask("GET", `/bulk-actions/${body.id}`);
    return action.endedAt === null ? undefined : action;
  });
}

async function inState(db: Database, state: string, count: number): Promise<void> {
  await eventually(`${count} messages ${state}`, async () => {
    const rows = await db.query("select 1 from messages where state = $1", [state]);
    return rows.length === count;
  });
}

const subjects = (mail: Stack["mail"]) => mail.received.map(({ subject }) => subject).toSorted();

test("what waits for a paused channel is thrown away, its runs go on, and later messages are sent", async () => {
  const all = await stack();
  const { db, mail, ask, ingest, ended } = all;
  const note = { id: "note", kind: "setVariable", config: { name: "seen", value: "yes" } };
  const { id: workflowId } = await makeWorkflow(db, {
    definition: inARow(email("mail", "Order {{ event.keyValue }}"), note),
  });
  await makeWorkflow(db, {
    definition: inARow(email("mail", "Sale")),
    bindings: [{ ...startOnOrder, eventTypeKey: "sale" }],
  });
  await ask("POST", "/channels/email/pause", { reason: "a wrong sender" });
  await ingest.ingest([
    incoming({ keyValue: "1" }),
    incoming({ keyValue: "2", email: "ben@example.com" }),
    incoming({ typeKey: "sale" }),
  ]);
  await inState(db, "held", 3);
  const messages = { channel: "email", workflowId };
  const counted = await ask("POST", "/bulk-actions/dry-run", { action: "drain", messages, reason });
  expect(counted.body).toMatchObject({ found: 2, workflows: [{ id: workflowId, runs: 2 }] });
  const refused = await ask("POST", "/bulk-actions", {
    action: "drain",
    messages,
    reason,
    atMost: 1,
  });
  expect(refused.status).toBe(409);

  expect(await drain(all, {}, { workflowId })).toMatchObject({
    state: "done",
    found: 2,
    lookedAt: 2,
    changed: 2,
    skipped: {},
    runs: {},
    messages,
  });
  const runs = await ended(2);
  expect(runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
  const { body: dropped } = await ask("GET", "/messages?state=dropped");
  expect(dropped.items.map(({ error }: { error: string }) => error)).toEqual([words, words]);
  const { body: run } = await ask("GET", `/runs/${dropped.items[0].runId}`);
  expect(run.visits.map(({ blockId }: { blockId: string }) => blockId)).toContain("note");

  await ask("POST", "/channels/email/resume");
  await ended(3);
  await ingest.ingest([incoming({ keyValue: "3" })]);
  await ended(4);
  expect(subjects(mail)).toEqual(["Order 3", "Sale"]);
  expect(await db.query("select 1 from pressure_waiting")).toEqual([]);
});

test("one that its server has put off is not tried again, and one that may have been taken is unknown", async () => {
  const all = await stack();
  const { db, mail, ask, ingest, ended } = all;
  await makeWorkflow(db, { definition: inARow(email("mail", "Later")) });
  let isBusy = true;
  mail.answer = () => (isBusy ? { code: 451, message: "greylisted" } : "take");
  await ingest.ingest([incoming(), incoming({ email: "ben@example.com" })]);
  await eventually("both to be put off", async () => {
    const rows = await db.query("select 1 from messages where state = 'queued' and error <> ''");
    return rows.length === 2;
  });
  await ask("POST", "/channels/email/pause", { reason });
  await eventually("both to wait for the channel", async () => {
    const rows = await db.query("select 1 from pressure_waiting where paused_channel = 'email'");
    return rows.length === 2;
  });
  // As if its server had closed the connection behind the last line once.
  await db.query(
    `insert into message_log (message_id, state, detail)
     select id, s, '' from (select id from messages where recipient like 'ben%') m,
            unnest(array['sending', 'unknown']) as s`,
  );
  expect(await drain(all)).toMatchObject({ found: 2, changed: 1, skipped: { mayBeSent: 1 } });
  isBusy = false;
  await ask("POST", "/channels/email/resume");
  await ended(2);
  const rows = await db.query("select state, error from messages order by recipient");
  expect(rows).toEqual([
    { state: "failed", error: words },
    { state: "unknown", error: words },
  ]);
  expect(mail.received).toEqual([]);
});

test("a run that fails behind it and is retried does not send it after all", async () => {
  const all = await stack();
  const { db, mail, ask, ingest, ended } = all;
  await makeWorkflow(db, {
    definition: inARow(
      email("mail", "First"),
      email("second", "Second", { html: "{% for n in (1..90000000) %}x{% endfor %}" }),
    ),
  });
  await ask("POST", "/channels/email/pause", { reason });
  await ingest.ingest([incoming()]);
  await inState(db, "held", 1);
  await drain(all);
  await ask("POST", "/channels/email/resume");
  const [run] = await ended(1);
  expect(run?.status).toBe("failed");
  await ask("POST", `/runs/${run?.id}/retry`, { from: "start" });
  await eventually("the retry's end", async () => {
    const rows = await db.query("select 1 from runs where status = 'failed' and retries = 1");
    return rows.length === 1;
  });
  expect(mail.received).toEqual([]);
});

test("one that is being handed over meanwhile is sent if it is taken, and else not tried again", async () => {
  const all = await stack();
  const { db, mail, ingest, ended } = all;
  await makeWorkflow(db, { definition: inARow(email("mail", "Now")) });
  const answers = new Map<string, (taken: boolean) => void>();
  mail.answer = ({ to }) =>
    new Promise((resolve) => {
      answers.set(to, (taken) => resolve(taken ? "take" : { code: 451, message: "greylisted" }));
    });
  await ingest.ingest([incoming(), incoming({ email: "ben@example.com" })]);
  await eventually("both to be handed over", () => Promise.resolve(answers.size === 2));
  expect(await drain(all)).toMatchObject({ found: 0, changed: 0, skipped: { onTheirWay: 2 } });
  for (const [to, answer] of answers) answer(to.startsWith("ada"));
  await ended(2);
  const rows = await db.query("select recipient, state, error from messages order by recipient");
  expect(rows).toMatchObject([
    { recipient: "ada@example.com", state: "sent", error: null },
    { recipient: "ben@example.com", state: "failed", error: words },
  ]);
});
