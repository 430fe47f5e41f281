import { expect, test } from "vitest";
import { makeWorkflow, startOnOrder } from "../../support/campaign.ts";
import { email, inARow } from "../../support/definitions.ts";
import { incoming } from "../../support/events.ts";
import { eventually } from "../../support/wait.ts";
import type { Stack } from "../../support/mail-stack.ts";
import { notesOf, stack } from "../../support/mail-stack.ts";

const effects = inARow(
  { id: "wait", kind: "delay", config: { amount: 3, unit: "days" } },
  { id: "segment", kind: "addToSegment", config: { segment: "Buyers" } },
  { id: "emit", kind: "emitEvent", config: { eventTypeKey: "order" } },
  email("mail", "Hello {{ event.params.city }}", { html: '<a href="https://example.com">x</a>' }),
);

test("a test launch of a draft sends to the tester alone, and leaves no trace beside its run", async () => {
  const api = await stack();
  const { db, mail, post, get, ingest, ended } = api;
  const { id } = await makeWorkflow(db, {
    definition: inARow(email("mail", "Published")),
    bindings: [{ ...startOnOrder, frequency: { kind: "once" } }],
  });
  const [sent] = await ingest.ingest([incoming({ params: { city: "Kyiv" } })]);
  await ended();
  const contactId = sent?.outcome === "accepted" ? sent.contactId : null;
  const before = await traces(api);
  const { body: workflow } = await get(`/workflows/${id}`);
  await saveDraft(api, id, effects);

  const launched = await post(`/workflows/${id}/test-launch`, {
    contactId,
    skipWaiting: true,
    recipient: "tester@example.com",
  });
  expect(launched).toMatchObject({ status: 201, body: { version: 0, contactId } });
  await ended(2);
  const { runId } = launched.body;
  // What its contact's latest event said, and not the published version.
  expect(mail.mailsTo("tester@example.com").map(({ subject }) => subject)).toEqual([
    "[Test] Hello Kyiv",
  ]);
  expect(mail.mailsTo("ada@example.com").map(({ subject }) => subject)).toEqual(["Published"]);
  expect(await notesOf(db)).toMatchObject({
    segment: 'Test: would have added the contact to "Buyers"',
    emit: 'Test: would have sent "order"',
    mail: "E-mail sent",
  });
  expect((await get(`/runs/${runId}`)).body).toMatchObject({
    test: true,
    version: 0,
    status: "completed",
    bindingId: null,
    event: { typeKey: "order" },
  });
  const listed = async (path: string) =>
    (await get(path)).body.items.map((item: { test: boolean }) => item.test);
  expect(await listed("/runs")).toEqual([true, false]);
  expect(await listed("/runs?test=false")).toEqual([false]);
  expect(await listed("/messages?test=true")).toEqual([true]);
  const after = await get(`/workflows/${id}`);
  expect(after.body.runs).toEqual({ last24Hours: 1, last7Days: 1 });
  expect(after.body.currentVersion).toBe(workflow.currentVersion);
  expect((await get(`/workflows/${id}/versions`)).body.items).toHaveLength(1);

  // A click in a test mail is nobody's.
  const html = mail.mailsTo("tester@example.com")[0]?.html ?? "";
  await fetch(/href="(http[^"]+\/c\/[^"]+)"/.exec(html)?.[1] ?? "", { redirect: "manual" });
  expect(await traces(api)).toEqual(before);
});

test("without a recipient a test goes into the built-in inbox, for an event of nobody we know", async () => {
  const { db, mail, post, get, ended } = await stack();
  const { id } = await makeWorkflow(db, {
    definition: inARow(email("mail", "Hi {{ event.keyValue }}")),
  });
  const launched = await post(`/workflows/${id}/test-launch`, {
    version: 1,
    event: {
      eventTypeKey: "order",
      keyValue: "A-7",
      params: [{ name: "Email", value: "new@example.com" }],
    },
  });
  expect(launched).toMatchObject({ status: 201, body: { version: 1 } });
  await ended();
  expect(mail.received).toEqual([]);
  const [kept] = (await get("/inbox-mails")).body.items;
  expect(kept).toMatchObject({ subject: "[Test] Hi A-7", recipients: ["new@example.com"] });
  expect(await db.query("select 1 from contacts")).toEqual([]);
  expect(await db.query("select 1 from events")).toEqual([]);

  const nobody = await post(`/workflows/${id}/test-launch`, {});
  expect(nobody.status).toBe(400);
  expect((await post(`/workflows/${id}/test-launch`, { version: 9, contactId: id })).status).toBe(
    404,
  );
});

test("a draft that is not whole can't be tested, and a test in progress holds no real start back", async () => {
  const api = await stack();
  const { db, post, ingest } = api;
  const { id } = await makeWorkflow(db, {
    definition: inARow({ id: "wait", kind: "delay", config: { amount: 3, unit: "days" } }),
  });
  await db.query("update bindings set avoid_in_progress = true");
  const [first] = await ingest.ingest([incoming({ typeKey: "else" })]);
  const contactId = first?.outcome === "accepted" ? first.contactId : null;
  await post(`/workflows/${id}/test-launch`, { contactId, version: 1 });
  await eventually(
    "the test's wait",
    async () => (await db.query("select 1 from run_steps where kind = 'delay'")).length === 1,
  );
  const [real] = await ingest.ingest([incoming()]);
  expect(real?.outcome === "accepted" && real.decisions[0]?.outcome).toBe("launched");

  await saveDraft(api, id, inARow({ id: "mail", kind: "sendEmail" }));
  const refused = await post(`/workflows/${id}/test-launch`, { contactId });
  expect(refused.status).toBe(409);
  expect(refused.body.problems).toMatchObject([{ block: "mail" }, { block: "mail" }]);
});

async function saveDraft({ get, ask }: Stack, id: string, draft: object): Promise<void> {
  const { draftRevision } = (await get(`/workflows/${id}`)).body;
  const saved = await ask("PATCH", `/workflows/${id}`, { draft, draftRevision });
  expect(saved.status).toBe(200);
}

async function traces({ db }: Stack): Promise<unknown> {
  const [row] = await db.query(
    `select (select count(*) from events) as events, (select count(*) from event_decisions) as decisions,
            (select jsonb_agg(g) from launch_gates g) as gates, (select count(*) from contacts) as contacts,
            (select count(*) from segments) as segments, (select count(*) from segment_members) as members,
            (select count(*) from runs where test is null) as runs,
            (select count(*) from messages where not test) as messages`,
  );
  return row;
}
