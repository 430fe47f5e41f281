import { contextOf } from "../../support/context.ts";
import { v7 } from "uuid";
import { expect, test } from "vitest";
import type { Database } from "../../../src/db/core/database.ts";
import { dropHeldMessage, setMessageState } from "../../../src/db/messages/message-rows.ts";
import { markRunsStarted } from "../../../src/db/queue/dispatch-queue.ts";
import { completeRun, endRun } from "../../../src/db/runs/run-ends.ts";
import { recordReports } from "../../../src/services/channel-reports/record.ts";
import { recordClick, recordOpen } from "../../../src/services/clicks/record.ts";
import { eraseContact } from "../../../src/services/contacts/contacts.ts";
import { unsubscribe } from "../../../src/services/messages/unsubscribe.ts";
import { numberOf } from "../../../src/services/numeric-ids/numeric-ids.ts";
import { eventually } from "../../support/wait.ts";
import { workerHere } from "../../support/worker.ts";
import type { Shop } from "./shop.ts";
import { isSigned, shop, statusesOf, toldBy } from "./shop.ts";

/** What was told, when it is so much; until then, why it is not more. */
const told = ({ server, db }: Pick<Shop, "server" | "db">, count: number) =>
  eventually(`${count} activities`, async () => {
    const statuses = statusesOf(server.received);
    if (statuses.length >= count) return statuses;
    const deliveries = await db.query("select state, attempts, problem from activity_deliveries");
    const runs = await db.query("select status, error from runs");
    throw new Error(JSON.stringify({ statuses, deliveries, runs }));
  });

test("what becomes of a run and its message is told in order, signed, with whom and what it is about", async () => {
  const campanile = await shop();
  const { db, server, workflowId } = campanile;
  const { secret } = await campanile.webhook();
  await workerHere(campanile.settings);
  await campanile.order("O-1");
  expect(await told(campanile, 3)).toEqual(["WORKFLOW_STARTED", "DELIVERED", "WORKFLOW_COMPLETED"]);
  const [message] = await db.query<{ id: string; contactId: string; runId: string }>(
    `select id, contact_id as "contactId", run_id as "runId" from messages`,
  );
  if (message === undefined) throw new Error("no message");
  const { id: messageId, contactId, runId } = message;
  const visitor = { signs: [], userAgent: "Safari" };
  await recordOpen(contextOf(db), { messageId, at: new Date(), ...visitor });
  const click = { messageId, index: 0, url: "https://shop.example.com", at: new Date() };
  await recordClick(contextOf(db), { ...click, ...visitor, clickId: v7() });
  await unsubscribe(contextOf(db), messageId, { all: true });
  expect((await told(campanile, 6)).slice(3)).toEqual(["READ", "CLICKED", "UNSUBSCRIBED"]);
  expect(server.received.map((request) => isSigned(request, secret))).not.toContain(false);
  const all = server.received.flatMap(toldBy);
  expect(new Set(all.map(({ activityId }) => activityId)).size).toBe(6);
  const shared = {
    contactId: await numberOf(contextOf(db), "contact", contactId),
    contactUuid: contactId,
    externalCustomerId: "c-1",
    workflowId,
    workflowInstanceId: runId,
    sourceEventKey: "O-1",
    sourceEventTypeKey: "ordered",
  };
  for (const one of all) expect(one).toMatchObject(shared);
  expect(all[4]).toMatchObject({
    workflowBlockId: "mail",
    messageId,
    mediaType: "EMAIL",
    link: "https://shop.example.com",
  });
});

test("what is held back and dropped, and what a provider reports, is told, once each", async () => {
  const campanile = await shop();
  const { db } = campanile;
  const caps = [{ limit: 1, every: 24, unit: "hours" }];
  expect((await campanile.ask("PUT", "/pressure", { caps })).status).toBe(200);
  await campanile.webhook();
  await workerHere(campanile.settings);
  await campanile.order("O-1");
  await told(campanile, 3);
  await campanile.order("O-2");
  expect((await told(campanile, 5)).slice(3)).toEqual(["WORKFLOW_STARTED", "HELD"]);
  const [held] = await db.query<{ id: string }>("select id from messages where state = 'held'");
  await dropHeldMessage(db, held?.id ?? "", "its workflow was archived");

  const [message] = await db.query<{ id: string }>("select id from messages where state = 'sent'");
  const kinds = ["delivered", "bounced", "complained", "replied"] as const;
  const reports = kinds.map((kind) => ({
    reportId: kind,
    kind,
    at: new Date(),
    messageId: message?.id ?? "",
    providerId: null,
    address: null,
    code: null,
    words: null,
  }));
  for (let time = 0; time < 2; time++) await recordReports(contextOf(db), "email", reports);
  // The run whose message was dropped may be told to have ended anywhere among them.
  const ofMessages = () =>
    statusesOf(campanile.server.received)
      .slice(5)
      .filter((status) => status !== "WORKFLOW_COMPLETED");
  const reported = ["DROPPED", "RECEIVED", "UNDELIVERED", "SPAM", "REPLIED"];
  await eventually("all of it to be told", () => ofMessages().length >= reported.length);
  expect(ofMessages()).toEqual(reported);
});

test("a webhook hears only of what it asked for, while it is switched on, and never of tests", async () => {
  const campanile = await shop();
  const { server, workflowId } = campanile;
  const silent = await campanile.webhook({ url: `${server.url}/silent` });
  await campanile.patch(`/webhooks/${silent.id}`, { enabled: false });
  await campanile.webhook({ url: `${server.url}/mails`, activities: ["message_sent"] });
  await campanile.webhook({ url: `${server.url}/ends`, activities: ["run_completed"] });
  await workerHere(campanile.settings);
  const event = { eventTypeKey: "ordered", params: { Email: "test@example.com" }, keyValue: "T" };
  const launched = await campanile.post(`/workflows/${workflowId}/test-launch`, { event });
  expect(launched.status).toBeLessThan(300);
  await eventually("the test's end", async () => {
    const [run] = await campanile.db.query("select 1 from runs where status = 'completed'");
    return run;
  });
  await campanile.order("O-1");
  await told(campanile, 2);
  const byPath = Object.fromEntries(server.received.map((one) => [one.path, statusesOf([one])]));
  expect(byPath).toEqual({ "/mails": ["DELIVERED"], "/ends": ["WORKFLOW_COMPLETED"] });
  expect(server.received.flatMap(toldBy).map((one) => one["sourceEventKey"])).toEqual([
    "O-1",
    "O-1",
  ]);
});

test("a run that ends before its start was noted is told to have started, once, and one that never did is not", async () => {
  const campanile = await shop();
  const { db } = campanile;
  await campanile.webhook();
  const ended = { stopEventId: null, stopReason: null, goalBlock: null, error: null };
  const ways = [
    (id: string) => completeRun(db, { runId: id, blockId: "end", position: 1, note: "" }),
    (id: string) => endRun(db, id, { ...ended, status: "failed" }),
    (id: string) => markRunsStarted(db, [{ id, retry: 0, temporalRunId: v7() }]),
    (id: string) =>
      db.query("update runs set status = 'stopped', ended_at = now() where id = $1", [id]),
  ];
  const outcomes: unknown[] = [];
  for (const [place, way] of ways.entries()) {
    await campanile.order(`O-${place}`);
    const [run] = await db.query<{ id: string }>("select id from runs where event_key = $1", [
      `O-${place}`,
    ]);
    const id = run?.id ?? "";
    await way(id);
    await markRunsStarted(db, [{ id, retry: 0, temporalRunId: v7() }]);
    const rows = await db.query<{ activity: string }>(
      "select activity from activity_outbox where run_id = $1 order by id",
      [id],
    );
    outcomes.push(rows.map(({ activity }) => activity));
  }
  expect(outcomes).toEqual([
    ["run_started", "run_completed"],
    ["run_started", "run_failed"],
    ["run_started"],
    ["run_stopped"],
  ]);
});

test("a message that is done before its run's start was noted is told behind that start, which is told once", async () => {
  const campanile = await shop();
  const { db } = campanile;
  await campanile.webhook();
  await campanile.order("O-1");
  const [run] = await db.query<{ id: string }>("select id from runs");
  const id = run?.id ?? "";
  await setMessageState(db, await messageBeingSent(db, id), "sent");
  await markRunsStarted(db, [{ id, retry: 0, temporalRunId: v7() }]);
  const rows = await db.query<{ activity: string }>(
    "select activity from activity_outbox where run_id = $1 order by id",
    [id],
  );
  expect(rows.map(({ activity }) => activity)).toEqual(["run_started", "message_sent"]);
});

test("what was rolled back is not told", async () => {
  const campanile = await shop();
  const { db } = campanile;
  await campanile.webhook();
  const id = await messageBeingSent(db, v7());
  const kept = () => db.query("select activity from activity_outbox");
  await expect(
    db.tx(async (sql) => {
      await setMessageState(sql, id, "sent");
      expect(await sql.query("select 1 from activity_outbox")).toHaveLength(1);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await kept()).toEqual([]);
  await setMessageState(db, id, "sent");
  expect(await kept()).toEqual([{ activity: "message_sent" }]);
});

test("of a contact that is erased no link is left to tell", async () => {
  const campanile = await shop();
  const { db } = campanile;
  await campanile.webhook();
  const made = await campanile.post("/contacts/upsert", { email: "ada@example.com" });
  const contactId = (made.body as { contact: { id: string } }).contact.id;
  await db.query(
    `insert into activity_outbox (webhook_id, activity, contact_id, run_id, detail)
     select id, 'message_clicked', $1, gen_random_uuid(), 'https://example.com/ada' from activity_webhooks`,
    [contactId],
  );
  await eraseContact(contextOf(db), contactId);
  expect(await db.query("select detail from activity_outbox")).toEqual([{ detail: null }]);
});

/** A message of a run that is on its way out. @returns its id */
async function messageBeingSent(db: Database, runId: string): Promise<string> {
  const id = v7();
  await db.query(
    `insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient,
                           sender, subject, html, body_text, transactional, state)
     values ($1, $2, 'mail', 1, gen_random_uuid(), gen_random_uuid(), 'email', '', '', '', '', '', false,
             'sending')`,
    [id, runId],
  );
  return id;
}
