import { contextOf } from "../support/context.ts";
import "./carrier-pigeon/register.ts";
import { ApplicationFailure } from "@temporalio/common";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { MessageRecord } from "../../src/db/messages/message-rows.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { getMessage } from "../../src/services/messages/get.ts";
import { listMessages } from "../../src/services/messages/list.ts";
import { testLaunch } from "../../src/services/workflows/test-launch.ts";
import type { RealRuns } from "../support/real-runs.ts";
import { endOf, realRuns } from "../support/real-runs.ts";
import { loft } from "./carrier-pigeon/adapter.ts";

// A channel that is made up: its folder, and its line in the registry (carrier-pigeon/register.ts).

const usual = loft.receive;
let real: RealRuns;

beforeAll(async () => {
  real = await realRuns("pigeons");
});

beforeEach(() => {
  loft.flights.length = 0;
  loft.receive = usual;
});

let count = 0;
/** Somebody new, with a loft of their own. */
function somebody(): { identities: Identity[]; phone: string } {
  const phone = `+4420718387${String(10 + count++)}`;
  return { identities: [{ kind: "phone", value: phone }], phone };
}

const pigeon = (config: object = {}) => ({
  blocks: [
    { id: "start", kind: "start" },
    {
      id: "pigeon",
      kind: "sendCarrierPigeon",
      config: { text: "Fly, {{ event.keyValue }}", ...config },
    },
    { id: "end", kind: "end" },
  ],
  edges: [
    { from: "start", to: "pigeon" },
    { from: "pigeon", branch: "sent", to: "end" },
    { from: "pigeon", branch: "failed", to: "end" },
  ],
});

/** The states of the message of a run, in their order. */
async function logOf(runId: string): Promise<string[]> {
  const rows = await real.db.query<{ state: string }>(
    `select l.state from message_log l join messages m on m.id = l.message_id
      where m.run_id = $1 order by l.id`,
    [runId],
  );
  return rows.map(({ state }) => state);
}

test("a message of a new channel is composed, kept as its JSON, sent and noted", async () => {
  const { phone, ...who } = somebody();
  const started = await real.make(pigeon());
  const run = await started.follow({ ...who, keyValue: "A-1" });
  expect(run).toMatchObject({ status: "completed", ways: { pigeon: "sent" } });
  expect(run.steps[0]?.outcome.note).toBe("Carrier pigeon sent");
  expect(loft.flights).toMatchObject([
    {
      channel: "carrierPigeon",
      recipient: phone,
      sender: "our loft",
      content: { text: "Fly, A-1" },
    },
  ]);
  const [row] = await real.db.query("select content, state from messages where run_id = $1", [
    run.id,
  ]);
  expect(row).toEqual({ content: { text: "Fly, A-1" }, state: "sent" });
  expect(await logOf(run.id)).toEqual(["queued", "sending", "sent"]);

  const { items } = await listMessages(contextOf(real.db), { workflowId: started.id, limit: 5 });
  expect(items).toMatchObject([{ channel: "carrierPigeon", subject: "Fly, A-1", state: "sent" }]);
  const details = await getMessage(contextOf(real.db), items[0]?.id ?? "");
  expect(details).toMatchObject({ html: "", text: "Fly, A-1", response: `landed at ${phone}` });
});

/** What a run had done through task queues. */
async function scheduledBy({ temporalId }: { temporalId: string }) {
  const handle = real.temporal.client.workflow.getHandle(temporalId);
  const { events } = await handle.fetchHistory();
  return events?.flatMap((event) => event.activityTaskScheduledEventAttributes ?? []);
}

test("the first attempt is made where its run is", async () => {
  const run = await (await real.make(pigeon())).follow(somebody());
  expect(run.ways).toEqual({ pigeon: "sent", end: "" });
  expect(await scheduledBy(run)).toEqual([]);
});

test("what is put off goes through a task queue of its own, by the activity of all messages", async () => {
  loft.receive = (message, flight) =>
    flight === 1 ? { outcome: "deferred", message: "fog" } : usual(message, flight);
  const run = await (await real.make(pigeon())).follow(somebody());
  expect(await scheduledBy(run)).toMatchObject([
    {
      activityType: { name: "performMessageBlock" },
      taskQueue: { name: expect.stringMatching(/^pigeons-\w+-carrierPigeon$/) as string },
    },
  ]);
});

test("one that is deferred is tried again, and one that is refused takes the failed way", async () => {
  const started = await real.make(pigeon());
  loft.receive = (message, flight) =>
    flight < 3 ? { outcome: "deferred", message: "fog" } : usual(message, flight);
  const late = await started.follow(somebody());
  expect(late.ways).toEqual({ pigeon: "sent", end: "" });
  expect(new Set(loft.flights.map(({ id }) => id)).size).toBe(1);
  expect(await logOf(late.id)).toEqual([
    "queued",
    "sending",
    "queued",
    "sending",
    "queued",
    "sending",
    "sent",
  ]);

  loft.receive = () => ({ outcome: "refused", message: "the loft is closed" });
  const refused = await started.follow(somebody());
  expect(refused.ways).toEqual({ pigeon: "failed", end: "" });
  expect(refused.steps[0]?.outcome.note).toBe("Carrier pigeon failed: the loft is closed");
  expect(await logOf(refused.id)).toEqual(["queued", "sending", "failed"]);
});

test("after a death in mid-flight an offer is left unknown, and a receipt is sent again", async () => {
  // What is left of an attempt that died while it sent: the mark, and nothing noted.
  const dying = (message: MessageRecord, flight: number) => {
    if (flight === 1) throw ApplicationFailure.retryable("the worker died");
    return usual(message, flight);
  };
  loft.receive = dying;
  const offer = await (await real.make(pigeon())).follow(somebody());
  expect(loft.flights).toHaveLength(1);
  expect(await logOf(offer.id)).toEqual(["queued", "sending", "unknown"]);
  expect(offer.ways).toEqual({ pigeon: "sent", end: "" });

  loft.flights.length = 0;
  const receipt = await (await real.make(pigeon({ transactional: true }))).follow(somebody());
  expect(loft.flights.map(({ id }) => id)).toEqual([loft.flights[0]?.id, loft.flights[0]?.id]);
  expect(await logOf(receipt.id)).toEqual(["queued", "sending", "sending", "sent"]);
});

test("it goes to nobody who has no address there, or has unsubscribed", async () => {
  const started = await real.make(pigeon());
  const nowhere = await started.follow({ email: "ada@example.com" });
  expect(nowhere.steps[0]?.outcome.note).toBe("the contact has no loft");
  const who = somebody();
  await started.follow(who);
  await real.db.query("update contacts set unsubscribed_at = now() where phone = $1", [who.phone]);
  loft.flights.length = 0;
  const { phone: _phone, ...again } = who;
  const unsubscribed = await started.follow({ ...again, keyValue: "A-2" });
  expect(unsubscribed.ways).toEqual({ pigeon: "failed", end: "" });
  expect(loft.flights).toEqual([]);
});

test("of messages for several channels the first goes out that reaches the contact, by whichever queue", async () => {
  const started = await real.make({
    blocks: [
      { id: "start", kind: "start" },
      {
        id: "many",
        kind: "oneOfMany",
        config: {
          messages: [
            { kind: "sendEmail", config: { subject: "Fly", html: "<p>Fly</p>" } },
            { kind: "sendCarrierPigeon", config: { text: "Fly" } },
          ],
        },
      },
      { id: "end", kind: "end" },
    ],
    edges: [
      { from: "start", to: "many" },
      { from: "many", branch: "sent", to: "end" },
      { from: "many", branch: "unreachable", to: "end" },
    ],
  });
  const byMail = await started.follow({ email: "ben@example.com" });
  expect(byMail.steps[0]?.outcome.note).toBe("E-mail sent");
  expect(real.mail.mailsTo("ben@example.com")).toHaveLength(1);
  const byPigeon = await started.follow(somebody());
  expect(byPigeon.steps[0]?.outcome.note).toBe("Carrier pigeon sent");
  expect(loft.flights).toHaveLength(1);
});

test("a test launch sends none to anybody, where its channel has no inbox to show it in", async () => {
  const started = await real.make(pigeon());
  const known = await started.follow(somebody());
  const [row] = await real.db.query<{ id: string }>(
    `select contact_id as id from runs where id = $1`,
    [known.id],
  );
  loft.flights.length = 0;
  const { runId } = await testLaunch(contextOf(real.db), started.id, {
    version: "draft",
    contactId: row?.id,
    skipWaiting: true,
    callWebhooks: false,
  });
  const run = await endOf(real.db, runId);
  expect(run.steps[0]?.outcome.note).toBe(
    "a test launch shows no message of the carrier pigeon channel",
  );
  expect(loft.flights).toEqual([]);
});

test("members of a segment get theirs by the same way: each one, none twice, refused ones counted", async () => {
  const { db } = real;
  await db.query("insert into segments (id, name) values (gen_random_uuid(), 'Lofts')");
  await db.query(
    `with made as (
       insert into contacts (id, phone, source)
       select gen_random_uuid(), '+4420718388' || n, 'test' from generate_series(10, 29) n returning id)
     insert into segment_members (segment_id, contact_id)
     select s.id, made.id from segments s, made where s.name = 'Lofts'`,
  );
  loft.receive = (message, flight) => {
    if (message.recipient.endsWith("10")) return { outcome: "refused", message: "closed" };
    if (message.recipient.endsWith("11") && flight === 1) {
      return { outcome: "deferred", message: "fog" };
    }
    return usual(message, flight);
  };
  const started = await real.make({
    blocks: [
      { id: "start", kind: "start" },
      { id: "flock", kind: "sendFlock", config: { text: "All out" } },
      { id: "end", kind: "end" },
    ],
    edges: [
      { from: "start", to: "flock" },
      { from: "flock", to: "end" },
    ],
  });
  const run = await started.follow(somebody());
  expect(JSON.parse(run.steps[0]?.outcome.note ?? "")).toMatchObject({
    total: 20,
    sent: 19,
    failed: 1,
    unknown: 0,
    skipped: 0,
  });
  expect(loft.flights).toHaveLength(21);
  expect(new Set(loft.flights.map(({ content }) => JSON.stringify(content)))).toEqual(
    new Set(['{"text":"All out"}']),
  );
});
