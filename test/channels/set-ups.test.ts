import { createHmac, randomBytes } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { incoming } from "../support/events.ts";
import { inARow } from "../support/definitions.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testMailServer } from "../support/mail-server.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerHere } from "../support/worker.ts";
import type { TestApi } from "../api/workflows/api.ts";
import { testApi } from "../api/workflows/api.ts";
import { twilioCase } from "./cases/twilio.ts";
import type { FakeProvider } from "./fake-provider.ts";
import { fakeProvider } from "./fake-provider.ts";

// One worker that runs all the time: what a channel is set up with, it has to notice by itself.

const publicUrl = "https://campanile.example";
const authToken = twilioCase.secrets["authToken"] ?? "";
let api: TestApi;
let first: FakeProvider;
let second: FakeProvider;

beforeAll(async () => {
  first = await fakeProvider(twilioCase);
  second = await fakeProvider(twilioCase);
  const env = {
    SECRETS_KEY: randomBytes(32).toString("base64"),
    WEBHOOK_ALLOW_PRIVATE_HOSTS: `${first.host},${second.host}`,
    PUBLIC_URL: publicUrl,
  };
  api = await testApi(env, 8);
  const mail = await testMailServer();
  await workerHere({
    databaseUrl: api.databaseUrl,
    taskQueue: unique("set-ups"),
    smtpUrl: mail.url,
    publicUrl,
    env,
  });
});

beforeEach(() => {
  for (const fake of [first, second]) {
    fake.answer = twilioCase.answers.taken;
    fake.received.length = 0;
  }
});

const put = (fake: FakeProvider, more: object = {}) =>
  api.ask("PUT", "/channels/sms", {
    provider: "twilio",
    settings: twilioCase.settings(fake.url),
    secrets: twilioCase.secrets,
    ...more,
  });

/** A run of its own that sends one SMS. @returns what became of the message, and its run's note */
async function sendOne(): Promise<{
  message: { id: string; state: string; provider: string | null; providerId: string | null };
  note: string;
}> {
  const id = await begin();
  return ended(id);
}

async function begin(): Promise<string> {
  return (await workflow())();
}

/** A workflow that sends one SMS. @returns what starts a run of it, and gives its id */
async function workflow(config: object = twilioCase.block.config): Promise<() => Promise<string>> {
  const typeKey = unique("go");
  await makeWorkflow(api.db, {
    definition: inARow({ id: "sms", kind: "sendSms", config }),
    bindings: [{ role: "start", eventTypeKey: typeKey, frequency: { kind: "each" } }],
  });
  return async () => {
    const [result] = await api.ingest.ingest([
      incoming({ typeKey, identities: [{ kind: "phone", value: "+4915112345678" }] }),
    ]);
    const [run] = await api.db.query<{ id: string }>("select id from runs where event_id = $1", [
      result?.eventId,
    ]);
    return run?.id ?? "";
  };
}

async function ended(runId: string) {
  const [step] = await eventually("the run's end", async () => {
    const rows = await api.db.query<{ note: string }>(
      `select s.outcome->>'note' as note from run_steps s join runs r on r.id = s.run_id
        where r.id = $1 and r.status = 'completed' and s.block_id = 'sms'`,
      [runId],
    );
    return rows.length > 0 && rows;
  });
  const { items } = (await api.get("/messages?limit=50")).body as {
    items: { id: string; runId: string }[];
  };
  const found = items.find((one) => one.runId === runId);
  const message = found === undefined ? {} : (await api.get(`/messages/${found.id}`)).body;
  return { message, note: step?.note ?? "" };
}

test("a channel that is not set up says so, and what it could be set up with", async () => {
  const { body } = await api.get("/channels/sms");
  expect(body).toMatchObject({
    available: false,
    why: "the SMS channel is not set up",
    setup: null,
  });
  const twilio = body.providers.find(({ name }: { name: string }) => name === "twilio");
  expect(twilio.settings.properties.baseUrl.default).toBe("https://api.twilio.com");
  expect(Object.keys(twilio.secrets.properties)).toEqual(["authToken"]);
  expect((await api.get("/channels/email")).body).toMatchObject({ available: true, builtIn: true });
  expect((await api.post("/channels/sms/test", { to: "+4915112345678" })).status).toBe(409);
});

test("a set-up with faults is refused with each of them, and changes nothing", async () => {
  const bad = await api.ask("PUT", "/channels/sms", {
    provider: "twilio",
    settings: { accountSid: "none", extra: 1 },
    secrets: twilioCase.secrets,
  });
  expect(bad.status).toBe(400);
  expect(bad.body.errors.map(({ path }: { path: string }) => path)).toEqual([
    "settings.accountSid",
    "settings.extra",
  ]);
  const lacking = await put(first, { secrets: {} });
  expect(lacking.body.errors).toMatchObject([{ path: "secrets.authToken" }]);
  expect((await put(first, { provider: "pigeons" })).body.errors).toMatchObject([
    { path: "provider" },
  ]);
  expect((await api.get("/channels/sms")).body.setup).toBeNull();
});

test("set up while all runs, messages go out by its provider, and nothing shows a secret", async () => {
  const set = await put(first, { perSecond: null, concurrency: 4 });
  expect(set.body).toMatchObject({
    available: true,
    setup: { provider: "twilio", secrets: ["authToken"], concurrency: 4, perSecond: null },
  });
  const kinds = (await api.get("/block-kinds")).body.items as { kind: string }[];
  expect(kinds.find(({ kind }) => kind === "sendSms")).toMatchObject({
    availability: { available: true, why: null },
  });
  const { message, note } = await sendOne();
  expect(note).toBe("SMS sent");
  expect(message).toMatchObject({
    state: "sent",
    provider: "twilio",
    providerId: expect.stringMatching(/^SM/) as string,
  });
  const told = JSON.stringify([
    set.body,
    (await api.get("/channels")).body,
    (await api.get("/audit-log?entity=channel")).body,
  ]);
  expect(told).not.toContain(authToken);
  expect((await api.get("/audit-log?entity=channel")).body.items[0]).toMatchObject({
    entityId: "sms",
    action: "created",
  });
});

test.each([
  ["one of GSM-7", "x".repeat(160), "GSM-7", 1, 160],
  ["two of GSM-7, as a sign takes two septets", `${"x".repeat(159)}€`, "GSM-7", 2, 161],
  ["one of UCS-2", "я".repeat(70), "UCS-2", 1, 70],
  ["three of UCS-2, as no pair is cut in two", `${"я".repeat(133)}😀`, "UCS-2", 3, 135],
])(
  "a message says in how many segments it is carried: %s",
  async (_, text, encoding, segments, units) => {
    await put(first);
    const beginOne = await workflow({ text });
    const { message } = await ended(await beginOne());
    expect(message).toMatchObject({ state: "sent", segments: { encoding, segments, units } });
    const [request] = first.received;
    expect(new URLSearchParams(request?.body).get("Body")).toBe(text);
  },
);

test("secrets that are left out stay, and so does the webhook address; of another provider neither", async () => {
  const before = (await put(first)).body.setup;
  const after = (await put(first, { secrets: {} })).body.setup;
  expect(after).toMatchObject({ secrets: ["authToken"], webhookUrl: before.webhookUrl });
  const other = await api.ask("PUT", "/channels/sms", {
    provider: "vonage",
    settings: { baseUrl: first.url, apiKey: "k", from: "Shop" },
    secrets: {},
  });
  expect(other.body.errors).toMatchObject([{ path: "secrets.apiSecret" }]);
});

test("a set-up that changes: what is on its way ends as it was, the next goes the new way", async () => {
  await put(first);
  await sendOne();
  first.received.length = 0;
  let release = (): void => undefined;
  const after = new Promise<void>((resolve) => (release = resolve));
  first.answer = (request) => ({ ...twilioCase.answers.taken(request), after });
  const old = await begin();
  await eventually("the first to have it", () => first.received.length === 1);
  await put(second);
  await eventually("the next to go by the second", async () => {
    await sendOne();
    return second.received.length > 0;
  });
  release();
  expect((await ended(old)).message).toMatchObject({ state: "sent" });
  expect(first.received).toHaveLength(1);
});

test("a provider's word on how long to wait holds for all, and nothing is lost", async () => {
  await put(first);
  await sendOne();
  first.received.length = 0;
  const { limited, taken } = twilioCase.answers;
  first.answer = (request) => (first.received.length === 1 ? limited : taken(request));
  const { message } = await sendOne();
  expect(message).toMatchObject({ state: "sent" });
  expect(first.received).toHaveLength(2);
  const [pause] = await api.db.query("select channel from channel_pauses");
  expect(pause).toEqual({ channel: "sms" });
});

test("a test message is sent for real, and its answer is what the provider said", async () => {
  await put(second);
  const to = { to: "+4915112345678", text: "Does it work?" };
  expect((await api.post("/channels/sms/test", to)).body).toMatchObject({ outcome: "sent" });
  expect(new URLSearchParams(second.received[0]?.body).get("Body")).toBe("Does it work?");
  second.answer = () => twilioCase.answers.rejected;
  expect((await api.post("/channels/sms/test", to)).body).toMatchObject({
    outcome: "refused",
    detail: "400: 21211 Invalid 'To' Phone Number: +1",
  });
  second.answer = () => twilioCase.answers.limited;
  expect((await api.post("/channels/sms/test", to)).body).toMatchObject({
    outcome: "deferred",
    retryAfterSeconds: 2,
  });
  expect((await api.get("/channels/sms")).body.pausedUntil).not.toBeNull();
  second.answer = () => "cut";
  expect((await api.post("/channels/sms/test", to)).body).toMatchObject({ outcome: "unknown" });
});

test("a webhook of the provider is in the message's log, once; an unsigned one is refused", async () => {
  const { setup } = (await put(second)).body;
  const { message } = await sendOne();
  const path = new URL(setup.webhookUrl).pathname;
  const url = `${publicUrl}${path}?message=${message.id}`;
  const fields = { MessageSid: message.providerId ?? "", MessageStatus: "delivered" };
  const text = `${url}MessageSid${fields.MessageSid}MessageStatusdelivered`;
  const signature = createHmac("sha1", authToken).update(text).digest("base64");
  const call = async (headers: Record<string, string>) => {
    const answer = await fetch(`${api.url}${path}?message=${message.id}`, {
      method: "POST",
      headers,
      body: new URLSearchParams(fields),
    });
    return answer.status;
  };
  expect(await call({})).toBe(401);
  for (let times = 0; times < 2; times++) {
    expect(await call({ "x-twilio-signature": signature })).toBe(204);
  }
  const { log } = (await api.get(`/messages/${message.id}`)).body as { log: { state: string }[] };
  expect(log.filter(({ state }) => state === "delivered")).toHaveLength(1);
  const nowhere = await fetch(`${api.url}/hooks/channels/nobody`, { method: "POST" });
  expect(nowhere.status).toBe(404);
});

test("a channel that was taken down sends nothing more, and what comes to it goes on", async () => {
  await put(second);
  await sendOne();
  second.received.length = 0;
  const start = await workflow();
  expect((await api.delete("/channels/sms")).status).toBe(204);
  expect((await api.delete("/channels/sms")).status).toBe(404);
  expect((await api.get("/channels/sms")).body).toMatchObject({ available: false, setup: null });
  await eventually("a run that sends nothing", async () => {
    second.received.length = 0;
    const { note } = await ended(await start());
    return note === "SMS not sent: the SMS channel is not set up";
  });
  expect(second.received).toEqual([]);
  await put(second);
  await eventually("a run that sends again", async () => {
    const { note } = await ended(await start());
    return note === "SMS sent";
  });
});

test("with a rate, messages go through the channel's task queue, whose limits change while all runs", async () => {
  for (const limits of [
    { perSecond: 50, concurrency: 2 },
    { perSecond: null, concurrency: 3 },
  ]) {
    await put(first, limits);
    await eventually("a run that sends by the first", async () => {
      first.received.length = 0;
      const { note } = await sendOne();
      return note === "SMS sent" && first.received.length === 1;
    });
  }
});
