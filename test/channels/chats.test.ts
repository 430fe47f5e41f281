import { createHmac, randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { required } from "../../src/domain/required.ts";
import type { TestApi } from "../api/workflows/api.ts";
import { testApi } from "../api/workflows/api.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerHere } from "../support/worker.ts";
import { slackCase, telegramCase, viberCase, whatsappCase } from "./cases/chats.ts";
import type { FakeProvider } from "./fake-provider.ts";
import { fakeProvider } from "./fake-provider.ts";
import type { ProviderCase } from "./provider-case.ts";

// Chats, from what a person writes until a run has answered: over HTTP, signed, by real runs.

const cases = [telegramCase, whatsappCase, viberCase, slackCase];
const fakes = new Map<ProviderCase, FakeProvider>();
/** Where each chat sends its webhooks. */
const hooks = new Map<ProviderCase, string>();
let api: TestApi;

beforeAll(async () => {
  for (const one of cases) fakes.set(one, await fakeProvider(one));
  const env = {
    SECRETS_KEY: randomBytes(32).toString("base64"),
    WEBHOOK_ALLOW_PRIVATE_HOSTS: [...fakes.values()].map(({ host }) => host).join(","),
    PUBLIC_URL: "https://campanile.example",
  };
  api = await testApi(env, 8);
  for (const one of cases) {
    const { body } = await api.ask("PUT", `/channels/${one.channel}`, {
      provider: one.description.name,
      settings: one.settings(required(fakes.get(one), "its server").url),
      secrets: one.secrets,
    });
    const { pathname } = new URL(body.setup.webhookUrl);
    hooks.set(one, api.url + pathname);
  }
  await workerHere({
    databaseUrl: api.databaseUrl,
    taskQueue: unique("chats"),
    smtpUrl: "smtp://127.0.0.1:1",
    publicUrl: env.PUBLIC_URL,
    env,
  });
});

const hex = (secret: string | undefined, text: string): string =>
  createHmac("sha256", required(secret, "a secret")).update(text).digest("hex");

interface Told {
  status: number;
  text: string;
}

async function tell(one: ProviderCase, headers: object, body: string): Promise<Told> {
  const answer = await fetch(required(hooks.get(one), "its address"), {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

/** As WhatsApp tells that somebody has written. */
function writtenInWhatsapp(text: string, id: string, secret = whatsappCase.secrets["appSecret"]) {
  const from = "4915112345678";
  const message = { id, from, timestamp: nowInSeconds(), type: "text", text: { body: text } };
  const value = {
    messaging_product: "whatsapp",
    metadata: { phone_number_id: "106540352242922" },
    contacts: [{ wa_id: from, profile: { name: "Ada" } }],
    messages: [message],
  };
  const changes = [{ field: "messages", value }];
  const body = JSON.stringify({ object: "whatsapp_business_account", entry: [{ changes }] });
  return tell(whatsappCase, { "x-hub-signature-256": `sha256=${hex(secret, body)}` }, body);
}

function tellSlack(payload: object, seconds = nowInSeconds()): Promise<Told> {
  const body = JSON.stringify(payload);
  const signature = hex(slackCase.secrets["signingSecret"], `v0:${seconds}:${body}`);
  const headers = {
    "x-slack-request-timestamp": seconds,
    "x-slack-signature": `v0=${signature}`,
  };
  return tell(slackCase, headers, body);
}

const nowInSeconds = (): string => String(Math.floor(Date.now() / 1_000));

/** What people have replied by a channel. */
async function repliesBy(channel: string): Promise<string[]> {
  const { items } = (await api.get("/events?typeKey=replied&limit=50")).body;
  const replies: string[] = [];
  for (const { id } of items as { id: string }[]) {
    const { params } = (await api.get(`/events/${id}`)).body;
    if (params.channel === channel) replies.push(params.text);
  }
  return replies;
}

test("WhatsApp proves its address by the challenge, which only its token gets answered", async () => {
  const ask = async (token: string): Promise<Told> => {
    const query = new URLSearchParams({
      "hub.mode": "subscribe",
      "hub.verify_token": token,
      "hub.challenge": "1158201444",
    });
    const answer = await fetch(`${hooks.get(whatsappCase)}?${query.toString()}`);
    return { status: answer.status, text: await answer.text() };
  };
  expect(await ask("a-token-to-verify")).toEqual({ status: 200, text: "1158201444" });
  expect(await ask("another")).toMatchObject({ status: 401 });
});

test("a text by WhatsApp goes only within 24 hours after its contact has written; what they write starts a run that answers", async () => {
  const typeKey = unique("go");
  const text = (words: string) =>
    inARow({ id: "text", kind: "sendWhatsapp", config: { text: words } });
  await makeWorkflow(api.db, {
    definition: text("Your order is here"),
    bindings: [{ role: "start", eventTypeKey: typeKey, frequency: { kind: "each" } }],
  });
  await makeWorkflow(api.db, {
    definition: text("Thank you for: {{ event.params.text }}"),
    bindings: [{ role: "start", eventTypeKey: "replied", frequency: { kind: "each" } }],
  });
  const fake = required(fakes.get(whatsappCase), "its server");
  const sent = () =>
    fake.received.map(({ body }) => (JSON.parse(body) as { text: { body: string } }).text.body);
  /** What a run of the first workflow notes. */
  const offered = async (): Promise<string> => {
    const [result] = await api.ingest.ingest([
      incoming({ typeKey, identities: [{ kind: "phone", value: "+4915112345678" }] }),
    ]);
    const [step] = await eventually("the run's end", async () => {
      const steps = await api.db.query<{ note: string }>(
        `select s.outcome->>'note' as note from run_steps s join runs r on r.id = s.run_id
          where r.event_id = $1 and r.status = 'completed' and s.block_id = 'text'`,
        [result?.eventId],
      );
      return steps.length > 0 && steps;
    });
    return step?.note ?? "";
  };

  const refusal =
    "WhatsApp not sent: WhatsApp takes a text only within 24 hours after the contact has written, who";
  expect(await offered()).toBe(`${refusal} has never written: use an approved template`);
  expect(sent()).toEqual([]);

  expect(await writtenInWhatsapp("All well", "wamid.1", "another-secret")).toMatchObject({
    status: 401,
  });
  // Told twice, it counts once.
  for (let times = 0; times < 2; times++) {
    expect(await writtenInWhatsapp("All well", "wamid.1")).toMatchObject({ status: 200 });
  }
  await eventually("the answer", () => sent().includes("Thank you for: All well"));
  expect(await repliesBy("whatsapp")).toEqual(["All well"]);
  expect(await offered()).toBe("WhatsApp sent");
  expect(sent()).toEqual(["Thank you for: All well", "Your order is here"]);

  await api.db.query(
    "update chat_threads set last_written_at = '2026-03-01T12:00:00Z' where channel = 'whatsapp'",
  );
  expect(await offered()).toBe(
    `${refusal} wrote last at 2026-03-01T12:00:00.000Z: use an approved template`,
  );
  expect(sent()).toHaveLength(2);
});

test("what is written to a Telegram bot is a reply, and what is not signed is refused", async () => {
  const message = {
    message_id: 7,
    from: { id: 987654321, first_name: "Ada", language_code: "en" },
    chat: { id: 987654321, type: "private" },
    date: Number(nowInSeconds()),
    text: "It was broken",
  };
  const body = JSON.stringify({ update_id: 5, message });
  const signed = { "x-telegram-bot-api-secret-token": telegramCase.secrets["webhookSecret"] };
  expect(await tell(telegramCase, {}, body)).toMatchObject({ status: 401 });
  expect(await tell(telegramCase, signed, body)).toMatchObject({ status: 204 });
  expect(await repliesBy("telegram")).toEqual(["It was broken"]);
});

test("what is written to a Viber bot is a reply, and what is not signed is refused", async () => {
  const body = JSON.stringify({
    event: "message",
    timestamp: Date.now(),
    message_token: 5_741,
    sender: { id: "01234567890A=", name: "Ada", language: "en" },
    message: { type: "text", text: "When does it come?" },
  });
  const signature = hex(viberCase.secrets["authToken"], body);
  const wrong = { "x-viber-content-signature": hex("another", body) };
  expect(await tell(viberCase, wrong, body)).toMatchObject({ status: 401 });
  const right = { "x-viber-content-signature": signature };
  expect(await tell(viberCase, right, body)).toMatchObject({ status: 200 });
  expect(await repliesBy("viber")).toEqual(["When does it come?"]);
});

test("Slack's address is proved by its challenge; what is written to the app is a reply", async () => {
  const challenge = { type: "url_verification", challenge: "3eZbrw1aBm2rZgRNFdxV2595E9CY" };
  expect(await tellSlack(challenge)).toEqual({ status: 200, text: challenge.challenge });
  const event = {
    type: "message",
    channel: "D024BE91L",
    channel_type: "im",
    user: "U0G9QF9C6",
    ts: `${nowInSeconds()}.000100`,
    text: "All well here",
  };
  const payload = { type: "event_callback", event_id: "Ev1", event };
  // What was signed long ago may be somebody's who has overheard it.
  const longAgo = String(Number(nowInSeconds()) - 3_600);
  expect(await tellSlack(payload, longAgo)).toMatchObject({ status: 401 });
  expect(await tellSlack(payload)).toMatchObject({ status: 200 });
  expect(await repliesBy("slack")).toEqual(["All well here"]);
});
