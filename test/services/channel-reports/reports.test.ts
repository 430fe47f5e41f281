import { expect, test } from "vitest";
import type { ChannelReport } from "../../../src/domain/channel-report.ts";
import { applyOpenReports, recordReports } from "../../../src/services/channel-reports/record.ts";
import { makeWorkflow, startOnOrder } from "../../support/campaign.ts";
import { contextOf } from "../../support/context.ts";
import { email, inARow } from "../../support/definitions.ts";
import { incoming } from "../../support/events.ts";
import { stack } from "../../support/mail-stack.ts";

/** A mail that was sent, and what takes reports of it. */
async function sent(given: { topic?: string } = {}) {
  const running = await stack();
  const { db, ingest, ended } = running;
  await makeWorkflow(db, { name: "Offer", definition: inARow(email("mail", "Look", given)) });
  await ingest.ingest([incoming()]);
  await ended();
  const [message] = await db.query<{ id: string; contactId: string }>(
    `select id, contact_id as "contactId" from messages`,
  );
  if (message === undefined) throw new Error("no message");
  await db.query("update messages set provider_id = 'p-1'");
  return { ...running, ...message, ...reporter(db) };
}

function reporter(db: Awaited<ReturnType<typeof stack>>["db"]) {
  const context = contextOf(db);
  let number = 0;
  const report = (given: Partial<ChannelReport>): ChannelReport => ({
    reportId: `r-${number++}`,
    kind: "delivered",
    at: new Date("2026-03-01T10:00:00Z"),
    messageId: null,
    providerId: null,
    address: null,
    code: null,
    words: null,
    ...given,
  });
  const tell = (...reports: ChannelReport[]) => recordReports(context, "email", reports);
  const events = () =>
    db.query<{ key: string; params: Record<string, unknown>; contactId: string }>(
      `select t.key, e.params, e.contact_id as "contactId" from events e
         join event_types t on t.id = e.type_id where e.source in ('report', 'open', 'click') order by e.id`,
    );
  const log = async () => {
    const rows = await db.query<{ state: string; detail: string | null }>(
      "select state, detail from message_log where state not in ('queued', 'sending', 'sent') order by id",
    );
    return rows.map(({ state, detail }) => (detail === null ? state : `${state}: ${detail}`));
  };
  return { context, report, tell, events, log };
}

test("each report is noted once and raises one event, by our id or the provider's, however often it is told", async () => {
  const { db, id, contactId, report, tell, events, log } = await sent();
  const all = [
    report({ kind: "bounced", providerId: "p-1", code: "4.2.2", words: "mailbox full" }),
    report({ kind: "delivered", messageId: id }),
    report({ kind: "complained", messageId: id.toUpperCase() }),
    report({ kind: "failed", messageId: id, code: "30003", words: "unreachable" }),
    report({ kind: "replied", messageId: id, words: "Thanks!\0" }),
  ];
  await tell(...all, ...all);
  await Promise.all([tell(...all), tell(...all.toReversed())]);
  expect(await log()).toEqual([
    "bounced: 4.2.2 mailbox full",
    "delivered",
    "complained",
    "failed: 30003 unreachable",
    "replied: Thanks!",
  ]);
  const raised = await events();
  expect(raised.map(({ key }) => key)).toEqual([
    "bounced",
    "delivered",
    "complained",
    "messageFailed",
    "replied",
  ]);
  const about = {
    messageId: id,
    channel: "email",
    workflow: "Offer",
    workflowId: expect.any(String),
    runId: expect.any(String),
    blockId: "mail",
  };
  expect(raised[0]).toMatchObject({
    contactId,
    params: { ...about, code: "4.2.2", reason: "mailbox full", permanent: false },
  });
  expect(raised[4]?.params).toMatchObject({ ...about, text: "Thanks!" });
  const kept = await db.query("select address from channel_reports where code = '4.2.2'");
  expect(kept).toEqual([{ address: "ada@example.com" }]);
});

test("an event of a report starts a workflow, and its message is known to have come back", async () => {
  const { db, id, report, tell, ended } = await sent();
  await makeWorkflow(db, {
    name: "After",
    bindings: [{ ...startOnOrder, eventTypeKey: "bounced" }],
  });
  await tell(report({ kind: "bounced", permanent: true, messageId: id }));
  const runs = await ended(2);
  expect(runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
  expect(await db.query("select undelivered_at is not null as yes from messages")).toEqual([
    { yes: true },
  ]);
});

test("a report that comes before the provider's name of its message is known waits for it", async () => {
  const { db, report, tell, events, context } = await sent();
  await tell(report({ kind: "delivered", providerId: "p-2" }));
  expect(await applyOpenReports(context)).toBe(0);
  expect(await events()).toEqual([]);
  await db.query("update messages set provider_id = 'p-2'");
  expect(await applyOpenReports(context)).toBe(1);
  expect(await applyOpenReports(context)).toBe(0);
  expect((await events()).map(({ key }) => key)).toEqual(["delivered"]);
});

test("a report of a message that never becomes known is settled in the end", async () => {
  const { db, report, tell, events, context } = await sent();
  await tell(report({ providerId: "somebody else's" }), report({ messageId: "no-uuid" }));
  await db.query("update channel_reports set received_at = now() - interval '1 hour'");
  expect(await applyOpenReports(context)).toBe(1);
  expect(await applyOpenReports(context)).toBe(0);
  expect(await events()).toEqual([]);
});

test("opens and clicks that a provider reports are those of the message, without our own redirect's", async () => {
  const { db, id, report, tell, events } = await sent();
  const ours = `https://mail.example.com/c/${"a".repeat(46)}?u=https%3A%2F%2Fexample.com`;
  const all = [
    report({ kind: "opened", messageId: id }),
    report({ kind: "clicked", messageId: id, url: "https://example.com/a" }),
    report({ kind: "clicked", messageId: id, url: ours }),
  ];
  await tell(...all);
  await tell(...all);
  expect((await events()).map(({ key }) => key)).toEqual(["open", "click"]);
  expect(await db.query("select opens, clicks from messages")).toEqual([{ opens: 1, clicks: 1 }]);
});

test("what is reported of a test launch's message is noted at it, and is no event", async () => {
  const { db, id, report, tell, events, log } = await sent();
  await db.query("update messages set test = true");
  await tell(
    report({ kind: "bounced", permanent: true, messageId: id }),
    report({ kind: "opened", messageId: id }),
  );
  expect((await log()).toSorted()).toEqual(["bounced", "opened"]);
  expect(await events()).toEqual([]);
});

test("a reply without a message is that of the contact with the address, to what it was sent last", async () => {
  const { contactId, id, report, tell, events } = await sent();
  await tell(
    report({ kind: "replied", address: "ADA@example.com", words: "STOP it" }),
    report({ kind: "replied", address: "nobody@example.com", words: "Who?" }),
  );
  expect(await events()).toMatchObject([
    { key: "replied", contactId, params: { text: "STOP it", messageId: id, channel: "email" } },
  ]);
});

test("reports of somebody who was erased break nothing and say nothing of them", async () => {
  const { db, id, contactId, report, tell, events, log, ask } = await sent();
  await tell(report({ kind: "bounced", messageId: id, words: "ada@example.com is no more" }));
  await ask("DELETE", `/contacts/${contactId}`);
  await tell(
    report({ kind: "complained", messageId: id, words: "by ada@example.com" }),
    report({ kind: "opened", messageId: id }),
  );
  expect(await log()).toEqual(["bounced", "complained"]);
  expect((await events()).map(({ key }) => key)).toEqual(["bounced"]);
  const left = await db.query("select address, words from channel_reports where kind = 'bounced'");
  expect(left).toEqual([{ address: null, words: null }]);
});
