import { randomBytes } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { required } from "../../src/domain/required.ts";
import type { TestApi } from "../api/workflows/api.ts";
import { testApi } from "../api/workflows/api.ts";
import { membersOfAll } from "../support/broadcast.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerHere } from "../support/worker.ts";
import { resendCase } from "./cases/emails.ts";
import type { FakeProvider } from "./fake-provider.ts";
import { fakeProvider } from "./fake-provider.ts";

// A provider that knows a message again by its id, for some time: marketing mails whose answer is lost.

let api: TestApi;
let fake: FakeProvider;
const typeKey = unique("go");

const setUp = () =>
  api.ask("PUT", "/channels/email", {
    provider: "resend",
    settings: resendCase.settings(fake.url),
    secrets: resendCase.secrets,
  });

beforeAll(async () => {
  fake = await fakeProvider(resendCase);
  const env = {
    SECRETS_KEY: randomBytes(32).toString("base64"),
    WEBHOOK_ALLOW_PRIVATE_HOSTS: fake.host,
  };
  api = await testApi(env, 8);
  await setUp();
  // Of one that has only just been changed a worker might not know yet.
  await api.db.query("update channel_setups set updated_at = now() - interval '1 hour'");
  await workerHere({
    databaseUrl: api.databaseUrl,
    taskQueue: unique("known"),
    smtpUrl: "smtp://127.0.0.1:1",
    env,
  });
  const { kind, config } = resendCase.block;
  await makeWorkflow(api.db, {
    definition: inARow({ id: "mail", kind, config }),
    bindings: [{ role: "start", eventTypeKey: typeKey, frequency: { kind: "each" } }],
  });
});

beforeEach(() => {
  fake.received.length = 0;
  fake.answer = () => "cut";
});

/** Starts a run. @returns the id of its message, of which an answer was lost already */
async function withLostAnswer(email: string): Promise<string> {
  await api.ingest.ingest([incoming({ typeKey, email })]);
  const [message] = await eventually("an answer to be lost", async () => {
    const rows = await api.db.query<{ id: string }>(
      `select m.id from messages m
        where m.recipient = $1
          and exists (select from message_log l where l.message_id = m.id and l.state = 'unknown')`,
      [email],
    );
    return rows.length > 0 && rows;
  });
  return required(message, "the message").id;
}

/** What became of a message once its run has ended, and how often it was asked for. */
async function ended(id: string) {
  await eventually("the run's end", async () => {
    const rows = await api.db.query(
      "select from messages m join runs r on r.id = m.run_id where m.id = $1 and r.status = 'completed'",
      [id],
    );
    return rows.length > 0;
  });
  const { state, log } = (await api.get(`/messages/${id}`)).body as {
    state: string;
    log: { state: string }[];
  };
  return { state, log: log.map((entry) => entry.state) };
}

test("one whose answer was lost is asked for again by the same key, and is sent", async () => {
  fake.answer = (request) =>
    fake.received.length === 1 ? "cut" : resendCase.answers.taken(request);
  const id = await withLostAnswer("ada@example.com");
  expect(await ended(id)).toEqual({
    state: "sent",
    log: ["queued", "sending", "unknown", "sending", "sent"],
  });
  expect(fake.received.map(resendCase.idOf)).toEqual([id, id]);
  expect(fake.received[0]?.body).toBe(fake.received[1]?.body);
});

test("whoever has unsubscribed meanwhile is not asked for again, and of the first time nobody knows", async () => {
  const id = await withLostAnswer("leo@example.com");
  await api.db.query("update contacts set unsubscribed_at = now() where email = 'leo@example.com'");
  const { state } = await ended(id);
  expect(state).toBe("unknown");
  const { body } = await api.get(`/messages/${id}`);
  expect(body.log.at(-1).detail).toBe("the contact has unsubscribed from marketing messages");
});

test("after the time for which it knows it, it is not asked again: a key from long ago would send a second one", async () => {
  const id = await withLostAnswer("ben@example.com");
  await api.db.query("update message_log set at = at - interval '25 hours' where message_id = $1", [
    id,
  ]);
  const { state, log } = await ended(id);
  expect(state).toBe("unknown");
  expect(log.at(-1)).toBe("unknown");
});

test("of a message to a segment each member's is asked for again, too, and nobody gets two", async () => {
  const members = 3;
  const eventTypeKey = unique("toAll");
  await membersOfAll(api.db, members);
  const { kind, config } = resendCase.block;
  const messages = [{ kind, config }];
  await makeWorkflow(api.db, {
    definition: inARow({ id: "all", kind: "sendToSegment", config: { segment: "All", messages } }),
    bindings: [{ role: "start", eventTypeKey, frequency: { kind: "each" } }],
  });
  const mails = new Set<string>();
  fake.answer = (request) => {
    const id = resendCase.idOf(request);
    if (mails.has(id)) return resendCase.answers.taken(request);
    mails.add(id);
    return "cut";
  };
  await api.ingest.ingest([incoming({ typeKey: eventTypeKey })]);
  const [broadcast] = await eventually("the broadcast's end", async () => {
    const rows = await api.db.query<{ sent: number; unknown: number }>(
      "select sent::int, unknown::int from broadcasts where ended_at is not null",
    );
    return rows.length > 0 && rows;
  });
  expect(broadcast).toEqual({ sent: members, unknown: 0 });
  expect(mails.size).toBe(members);
  expect(fake.received).toHaveLength(2 * members);
});

test("where the set-up has changed meanwhile, nobody knows whose account has it", async () => {
  const id = await withLostAnswer("eve@example.com");
  expect((await setUp()).status).toBe(200);
  const { state, log } = await ended(id);
  expect(state).toBe("unknown");
  expect(log.at(-1)).toBe("unknown");
});
