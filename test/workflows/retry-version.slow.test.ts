import { beforeEach, expect, test } from "vitest";
import type { z } from "zod";
import { databaseActivities } from "../../src/activities/database-activities.ts";
import { versionCache } from "../../src/activities/versions.ts";
import { newBulkAction } from "../../src/contract/api/bulk-action.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { getBulkAction } from "../../src/services/bulk-actions/bulk-actions.ts";
import { previewBulkAction, requestBulkAction } from "../../src/services/bulk-actions/request.ts";
import { skipWait } from "../../src/services/runs/by-hand.ts";
import { retryRun } from "../../src/services/runs/retry.ts";
import { getRun } from "../../src/services/runs/runs.ts";
import { publishDraft } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import type { TestHttpServer } from "../support/http-server.ts";
import { testHttpServer } from "../support/http-server.ts";
import type { RealRuns, Started } from "../support/real-runs.ts";
import { endOf, isAt as waitsAt, realRuns } from "../support/real-runs.ts";
import { renderer } from "../support/renderer.ts";
import { temporalSettings } from "../support/temporal-settings.ts";
import { eventually } from "../support/wait.ts";

let real: RealRuns;
let hooks: TestHttpServer;
beforeEach(async () => {
  hooks = await testHttpServer();
  real = await realRuns("retry-version", {
    env: { WEBHOOK_ALLOW_PRIVATE_HOSTS: hooks.host },
  });
});

const faulty = (id: string, subject: string) =>
  email(id, subject, { html: "{% for n in (1..90000000) %}x{% endfor %}" });
const days = (id: string) => ({ id, kind: "delay", config: { amount: 30, unit: "days" } });
const call = (id: string, path: string) => ({
  id,
  kind: "webhook",
  config: { url: `${hooks.url}${path}` },
});
const subjects = () => real.mail.received.map(({ subject }) => subject);
const paths = () => hooks.received.map(({ path }) => path);
const details = (id: string) => getRun(contextOf(real.db), temporalSettings, id);
const retry = (id: string, ...how: [from?: "failedBlock" | "start", to?: "current" | number]) =>
  retryRun(contextOf(real.db), id, how[0] ?? "failedBlock", how[1] ?? "current");

const publish = ({ id }: Started, draft: object) => publishDraft(real.db, id, draft);

const isAt = (runId: string, block: string) => waitsAt(real.db, runId, block);

async function act(body: z.input<typeof newBulkAction>) {
  const context = contextOf(real.db);
  const { id } = await requestBulkAction(context, newBulkAction.parse(body));
  return eventually("the bulk action's end", async () => {
    const action = await getBulkAction(context, id);
    return action.endedAt === null ? undefined : action;
  });
}

/** Has a run fail as its execution would note it after three days, and ends the execution. */
async function failAt(runId: string, blockId: string | undefined): Promise<void> {
  const { temporalId } = await details(runId);
  if (blockId === undefined) {
    await real.db.query(
      `with failed as (
         update runs set status = 'failed', error = '{"message": "closed"}', ended_at = now() where id = $1)
       update run_steps set ended_at = now() where run_id = $1 and ended_at is null`,
      [runId],
    );
  } else {
    const deps = { renderer, db: real.db, findBlock: versionCache(), notifyWork: () => undefined };
    const end = { status: "failed", blockId, message: "the server is away" } as const;
    await databaseActivities(deps).finishRun(runId, end);
  }
  await real.temporal.client.workflow.getHandle(temporalId).terminate();
}

test("a mended block is tried again in the new version, and nothing before it is done again", async () => {
  const workflow = await real.make(
    inARow(call("hook", "/before"), email("hello", "Hello"), faulty("mail", "Old")),
  );
  const { id, status } = await workflow.follow();
  expect(status).toBe("failed");
  const extra = { id: "extra", kind: "setVariable", config: { name: "seen", value: "new" } };
  // What is new before the failed block is not come by; what is new behind it is.
  await publish(
    workflow,
    inARow(call("hook", "/mended"), email("news", "News"), email("mail", "New"), extra),
  );
  expect(await retry(id)).toEqual({ outcome: "requested", retry: 1, version: 2 });
  const ended = await endOf(real.db, id);
  expect([ended.status, ...ended.steps.map(({ block }) => block)]).toEqual([
    "completed",
    "hook",
    "hello",
    "mail",
    "extra",
    "end",
  ]);
  expect([subjects(), paths()]).toEqual([["Hello", "New"], ["/before"]]);
  const run = await details(id);
  expect(run.version).toBe(2);
  expect(run.retries).toMatchObject([{ from: "failedBlock", fromVersion: 1, toVersion: 2 }]);
  const handle = real.temporal.client.workflow.getHandle(run.temporalId);
  const { searchAttributes } = await handle.describe();
  expect(searchAttributes["CampanileVersion"]).toEqual([2]);
});

test("a webhook that failed is called at its mended address, once", async () => {
  const workflow = await real.make(
    inARow(call("before", "/before"), days("wait"), call("hook", "/wrong"), email("mail", "Done")),
  );
  const [id = ""] = await workflow.launch({});
  await isAt(id, "wait");
  // Workers that died over its content three times: the only way in which a webhook ends its run.
  await real.db.query(
    "insert into block_attempts (run_id, block_id, visit, part, begun) values ($1, 'hook', 1, '', 3)",
    [id],
  );
  await skipWait(contextOf(real.db), id, {});
  expect((await endOf(real.db, id)).error).toMatchObject({ block: "hook" });
  await publish(
    workflow,
    inARow(call("before", "/before"), days("wait"), call("hook", "/right"), email("mail", "Done")),
  );
  await retry(id);
  expect((await endOf(real.db, id)).status).toBe("completed");
  expect([paths(), subjects()]).toEqual([["/before", "/right"], ["Done"]]);
});

test("a message that was certainly not sent is made anew; one that may have been taken stays, unsent", async () => {
  real.mail.answer = ({ subject }) =>
    subject === "Old" ? { code: 451, message: "later" } : "take";
  const workflow = await real.make(inARow(email("mail", "Old")));
  const ids = await workflow.launch(
    ...["anew", "own", "taken"].map((name) => ({ email: `${name}@example.com` })),
  );
  const [anew = "", own = "", taken = ""] = ids;
  for (const id of ids) {
    await eventually("a try", async () => {
      const rows = await real.db.query(
        "select 1 from messages where run_id = $1 and state = 'queued' and attempts > 0",
        [id],
      );
      return rows.length;
    });
  }
  for (const id of ids) await failAt(id, "mail");
  // As an attempt notes it that was under way when its run failed.
  await real.db.query("update messages set error = 'the run has ended' where run_id = $1", [anew]);
  // A try that was never answered.
  await real.db.query(
    `insert into message_log (message_id, state)
     select m.id, s from messages m, unnest(array['sending', 'unknown']) s where m.run_id = $1`,
    [taken],
  );
  await publish(workflow, inARow(email("mail", "New")));
  await Promise.all([retry(anew), retry(taken)]);
  for (const id of [anew, taken]) expect((await endOf(real.db, id)).status).toBe("completed");
  real.mail.answer = () => "take";
  await retryRun(contextOf(real.db), own, "failedBlock");
  expect((await endOf(real.db, own)).status).toBe("completed");
  expect(real.mail.received.map(({ to, subject }) => [to, subject])).toEqual([
    ["anew@example.com", "New"],
    ["own@example.com", "Old"],
  ]);
  const messages = await real.db.query("select recipient, subject, state from messages order by 1");
  expect(messages).toEqual([
    { recipient: "anew@example.com", subject: "New", state: "sent" },
    { recipient: "own@example.com", subject: "Old", state: "sent" },
    { recipient: "taken@example.com", subject: "Old", state: "unknown" },
  ]);
});

test("a version without the block, or with another kind of it, is refused; from its start it goes", async () => {
  const workflow = await real.make(inARow(call("hook", "/old"), faulty("mail", "Old")));
  const { id } = await workflow.follow();
  const other = { id: "mail", kind: "setVariable", config: { name: "seen", value: "no" } };
  await publish(workflow, inARow(call("hook", "/new"), other, email("letter", "New")));
  await expect(retry(id)).rejects.toMatchObject({
    code: "conflict",
    message:
      'version 2 has no block "mail" of the kind that failed: retry it from its start, or in its own version',
  });
  await expect(retry(id, "failedBlock", 9)).rejects.toMatchObject({
    code: "not_found",
    message: "the workflow has no version 9",
  });
  expect(await details(id)).toMatchObject({ status: "failed", version: 1, retries: [] });
  await retry(id, "start");
  const ended = await endOf(real.db, id);
  expect([ended.status, ...ended.steps.map(({ block }) => block)]).toEqual([
    "completed",
    "hook",
    "mail",
    "letter",
    "end",
  ]);
  expect([subjects(), paths()]).toEqual([["New"], ["/old", "/new"]]);
});

test("a run that is in the current version already, or fails again in it, goes on there", async () => {
  const workflow = await real.make(inARow(days("wait"), faulty("mail", "Old")));
  const [id = ""] = await workflow.launch({});
  await isAt(id, "wait");
  await skipWait(contextOf(real.db), id, {});
  await endOf(real.db, id);
  const again = async () => {
    await real.db.query("update run_retries set asked_at = asked_at - interval '1 minute'");
    const answer = await retry(id);
    return { ...answer, status: (await endOf(real.db, id)).status };
  };
  expect(await again()).toMatchObject({ retry: 1, version: 1, status: "failed" });
  await publish(workflow, inARow(faulty("mail", "Worse"), days("wait")));
  expect(await again()).toMatchObject({ retry: 2, version: 2, status: "failed" });
  await publish(workflow, inARow(email("mail", "Right"), faulty("never", "Never")));
  await publish(workflow, inARow(email("mail", "Right")));
  expect(await again()).toMatchObject({ retry: 3, version: 4, status: "completed" });
  expect(subjects()).toEqual(["Right"]);
  const versions = (await details(id)).retries.map(({ fromVersion, toVersion }) => [
    fromVersion,
    toVersion,
  ]);
  expect(versions).toEqual([
    [null, null],
    [1, 2],
    [2, 4],
  ]);
});

test("a run that failed at no block waits on where it was, until the same time", async () => {
  const workflow = await real.make(inARow(days("wait"), email("mail", "Old")));
  const [id = ""] = await workflow.launch({});
  await isAt(id, "wait");
  const until = (await details(id)).waitsAt?.until;
  await failAt(id, undefined);
  await publish(workflow, inARow(email("news", "News"), days("wait"), email("mail", "New")));
  await retry(id);
  const again = await eventually("the wait", async () => (await details(id)).waitsAt);
  expect([again.blockId, again.until]).toEqual(["wait", until]);
  await skipWait(contextOf(real.db), id, {});
  expect((await endOf(real.db, id)).status).toBe("completed");
  expect(subjects()).toEqual(["New"]);
});

test("goals that the new version has are watched for on; others are not", async () => {
  const goal = (id: string, eventTypeKey: string) => ({
    id,
    kind: "goal",
    config: { eventTypeKey },
  });
  const workflow = await real.make(
    inARow(goal("kept", "bought"), goal("gone", "read"), faulty("mail", "Old")),
  );
  const { id } = await workflow.follow();
  await publish(workflow, inARow(goal("kept", "bought"), email("mail", "New"), days("late")));
  await retry(id);
  await isAt(id, "late");
  const ingest = createIngest(real.db);
  await ingest.ingest([incoming({ typeKey: "read" })]);
  expect(await real.db.query("select 1 from run_waits where event_id is not null")).toEqual([]);
  await ingest.ingest([incoming({ typeKey: "bought" })]);
  await ingest.close();
  expect((await endOf(real.db, id)).status).toBe("completed");
  expect(await real.db.query("select goal_block from runs")).toEqual([{ goal_block: "kept" }]);
});

test("many failed runs of two versions go on in the current one, each once; those without their block stay", async () => {
  const workflow = await real.make(inARow(faulty("mail", "Old")));
  const people = (from: number) =>
    Array.from({ length: 15 }, (_, n) => ({ email: `p${from + n}@example.com` }));
  const first = await workflow.launch(...people(0));
  for (const id of first) await endOf(real.db, id);
  await publish(workflow, inARow(email("hello", "Hello"), faulty("mail", "Worse")));
  const second = await workflow.launch(...people(15));
  for (const id of second) await endOf(real.db, id);
  await publish(workflow, inARow(faulty("letter", "Letter")));
  const [other = ""] = await workflow.launch({ email: "other@example.com" });
  await endOf(real.db, other);
  await publish(workflow, inARow(email("mail", "Right")));
  const runs = { workflowId: workflow.id };
  const wanted = { action: "retry", runs, toVersion: "current", reason: "mended" } as const;
  const foresee = async (more: object) => {
    const body = newBulkAction.parse({ ...wanted, ...more });
    const { found, blockGone } = await previewBulkAction(contextOf(real.db), body);
    return [found, blockGone];
  };
  expect(await foresee({})).toEqual([31, 1]);
  expect(await foresee({ toVersion: 3 })).toEqual([31, 30]);
  expect(await foresee({ toVersion: undefined })).toEqual([31, 0]);
  expect(await foresee({ from: "start" })).toEqual([31, 0]);
  const done = await act(wanted);
  expect(done).toMatchObject({
    found: 31,
    changed: 30,
    skipped: { blockGone: 1 },
    settings: { from: "failedBlock", toVersion: "current" },
  });
  for (const id of [...first, ...second]) {
    expect((await endOf(real.db, id)).status).toBe("completed");
  }
  const sent = real.mail.received.map(({ to, subject }) => `${to} ${subject}`);
  expect(new Set(sent).size).toBe(sent.length);
  expect(subjects().filter((subject) => subject === "Right")).toHaveLength(30);
  expect(subjects()).toHaveLength(45);
  expect(await details(other)).toMatchObject({ status: "failed", version: 3 });
});

test("a message to a segment goes on behind whom it had come to, and to all of another segment", async () => {
  const ingest = createIngest(real.db);
  const emails = Array.from({ length: 205 }, (_, n) => `m${n}@example.com`);
  for (const address of emails) await ingest.ingest([incoming({ email: address })]);
  await ingest.close();
  // By their ids the last one is on the second page, behind which nobody is.
  await real.db.query(
    `update contacts set attributes = '{"bad": 1}' where id = (select max(id::text)::uuid from contacts)`,
  );
  const fill = async (segment: string, members: string) => {
    await real.db.query(
      `with made as (
         insert into segments (id, name) values (make_uuid7(), $1) returning id)
       insert into segment_members (segment_id, contact_id)
       select made.id, c.id from made, (select id from contacts order by id ${members}) c`,
      [segment],
    );
  };
  await fill("Most", "offset 1");
  await fill("Ends", "limit 1");
  await real.db.query(
    `insert into segment_members (segment_id, contact_id)
     select s.id, c.id from segments s, contacts c
      where s.name = 'Ends' and c.attributes ->> 'bad' = '1'`,
  );
  const faultyOfOne =
    "{% if contact.attributes.bad %}{% for n in (1..90000000) %}x{% endfor %}{% endif %}Hello";
  const toAll = (segment: string, subject: string, html: string) => ({
    id: "all",
    kind: "sendToSegment",
    config: { segment, subject, html },
  });
  const workflow = await real.make(inARow(toAll("Most", "Old", faultyOfOne)));
  const { id, status } = await workflow.follow();
  expect([status, real.mail.received.length]).toEqual(["failed", 203]);
  await publish(workflow, inARow(toAll("Ends", "New", "Hello")));
  await retry(id);
  expect((await endOf(real.db, id)).status).toBe("completed");
  const added = real.mail.received.slice(203).map(({ to, subject }) => [to, subject]);
  expect(added.toSorted()).toEqual([
    ["m0@example.com", "New"],
    ["m204@example.com", "New"],
  ]);
});

test("a number of a version needs the workflow whose it is, and that version", async () => {
  const workflow = await real.make(inARow(email("mail", "Fine")));
  const ask = (runs: object, toVersion: number) =>
    requestBulkAction(
      contextOf(real.db),
      newBulkAction.parse({ action: "retry", runs, toVersion, reason: "mended" }),
    );
  await expect(ask({ everything: true }, 1)).rejects.toMatchObject({
    code: "invalid",
    faults: [{ path: "runs.workflowId" }],
  });
  await expect(ask({ workflowId: workflow.id }, 2)).rejects.toMatchObject({ code: "not_found" });
  expect(await ask({ workflowId: workflow.id }, 1)).toMatchObject({ found: 0 });
});
