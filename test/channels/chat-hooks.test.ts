import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { newId } from "../../src/platform/new-id.ts";
import { slackCase, telegramCase, viberCase, whatsappCase } from "./cases/chats.ts";
import type { ProviderCase } from "./provider-case.ts";
import { received } from "./received.ts";

const hex = (secret: string, text: string): string =>
  createHmac("sha256", secret).update(text).digest("hex");

/** The secret of a case by which it signs. */
function secretOf({ secrets }: ProviderCase, name: string): string {
  const secret = secrets[name];
  if (secret === undefined) throw new Error(name);
  return secret;
}

describe("Telegram", () => {
  const headers = {
    "x-telegram-bot-api-secret-token": secretOf(telegramCase, "webhookSecret"),
  };
  const from = { id: 987654321, first_name: "Ada", last_name: "King", language_code: "en" };
  const chat = { id: 987654321, type: "private" };
  const update = (fields: object, given = headers) =>
    received(telegramCase, {
      headers: given,
      body: JSON.stringify({ update_id: 5, ...fields }),
    });

  test("who starts the chat by a link is told with its token", async () => {
    const answer = await update({
      message: { message_id: 7, from, chat, date: 1772366400, text: "/start the-token_1" },
    });
    expect(answer).toMatchObject({
      outcome: "reports",
      reports: [{ kind: "subscribed", address: "987654321", words: "/start" }],
      writers: [{ address: "987654321", token: "the-token_1", firstName: "Ada", language: "en" }],
    });
  });

  test.each([
    ["/stop", "unsubscribed"],
    ["Стоп!", "unsubscribed"],
    ["/start", "subscribed"],
    ["Stop by tomorrow?", "replied"],
  ])("%s is %s", async (text, kind) => {
    const message = { message_id: 7, from, chat, date: 1772366400, text };
    expect(await update({ message })).toMatchObject({ reports: [{ kind, words: text }] });
  });

  test("an answer names the message that it answers", async () => {
    const message = {
      message_id: 8,
      from,
      chat,
      date: 1772366400,
      text: "It was",
      reply_to_message: { message_id: 7 },
    };
    expect(await update({ message })).toMatchObject({
      reports: [
        { kind: "replied", providerId: "987654321/7", at: new Date("2026-03-01T12:00:00Z") },
      ],
    });
  });

  test("a touched button is a reply to its message, and is answered", async () => {
    const id = newId();
    const key = { text: "No", callback_data: `r:1:${id}` };
    const query = {
      id: "42",
      from,
      data: key.callback_data,
      message: { reply_markup: { inline_keyboard: [[key]] } },
    };
    const answer = await update({ callback_query: query });
    expect(answer).toMatchObject({
      reports: [{ kind: "replied", messageId: id, words: "No", code: "button" }],
      answer: { status: 200, body: expect.stringContaining("answerCallbackQuery") as string },
    });
  });

  test("who blocks the bot wants no more of it", async () => {
    const change = { chat, date: 1772366400, new_chat_member: { status: "kicked" } };
    expect(await update({ my_chat_member: change })).toMatchObject({
      reports: [{ kind: "unsubscribed", address: "987654321" }],
    });
  });

  test("groups are nobody, and what is unknown is passed over", async () => {
    const message = { message_id: 7, from, chat: { id: -5, type: "group" }, text: "hi" };
    expect(await update({ message })).toEqual({ outcome: "reports", reports: [] });
    expect(await update({ poll: {} })).toEqual({ outcome: "reports", reports: [] });
  });

  test("without its secret it is not genuine", async () => {
    const wrong = { "x-telegram-bot-api-secret-token": "another" };
    expect(await update({}, wrong)).toEqual({ outcome: "not genuine" });
    expect(await received(telegramCase, { headers, body: "[]" })).toMatchObject({
      outcome: "unreadable",
    });
  });
});

describe("WhatsApp", () => {
  const post = (value: object, secret = secretOf(whatsappCase, "appSecret")) => {
    const metadata = { phone_number_id: "106540352242922" };
    const body = JSON.stringify({ entry: [{ changes: [{ value: { metadata, ...value } }] }] });
    const headers = { "x-hub-signature-256": `sha256=${hex(secret, body)}` };
    return received(whatsappCase, { headers, body });
  };

  test("the address is proved by its token", async () => {
    const get = (token: string) =>
      received(whatsappCase, {
        method: "GET",
        url: `https://campanile.example/hooks/channels/t?hub.mode=subscribe&hub.challenge=1158&hub.verify_token=${token}`,
      });
    expect(await get("a-token-to-verify")).toMatchObject({ answer: { status: 200, body: "1158" } });
    expect(await get("another")).toEqual({ outcome: "not genuine" });
  });

  test("what becomes of a message is told with its id", async () => {
    const messageId = newId();
    const common = { recipient_id: "4915112345678", biz_opaque_callback_data: messageId };
    const errors = [
      { code: 131026, title: "Message undeliverable", error_data: { details: "Not on WhatsApp" } },
    ];
    const answer = await post({
      statuses: [
        { id: "wamid.1", status: "sent", timestamp: "1772366400", ...common },
        { id: "wamid.1", status: "delivered", timestamp: "1772366400", ...common },
        { id: "wamid.1", status: "read", timestamp: "1772366400", ...common },
        { id: "wamid.2", status: "failed", timestamp: "1772366400", errors, ...common },
      ],
    });
    expect(answer).toMatchObject({
      reports: [
        { reportId: "wamid.1/delivered", kind: "delivered", messageId, address: "+4915112345678" },
        { reportId: "wamid.1/read", kind: "opened", messageId },
        { kind: "failed", providerId: "wamid.2", code: "131026", words: "Not on WhatsApp" },
      ],
    });
  });

  test("what is written or touched is a reply, and says who writes", async () => {
    const common = { from: "4915112345678", timestamp: "1772366400", context: { id: "wamid.1" } };
    const answer = await post({
      contacts: [{ wa_id: "4915112345678", profile: { name: "Ada" } }],
      messages: [
        { id: "wamid.8", type: "text", text: { body: "All well" }, ...common },
        { id: "wamid.9", type: "button", button: { text: "Yes", payload: "y" }, ...common },
        { id: "wamid.10", type: "reaction", reaction: { emoji: "x" }, ...common },
        { id: "wamid.11", type: "image", image: {}, ...common },
        { id: "wamid.12", type: "image", image: { caption: "It is broken" }, ...common },
      ],
    });
    expect(answer).toMatchObject({
      reports: [
        { reportId: "wamid.8", kind: "replied", words: "All well", providerId: "wamid.1" },
        { reportId: "wamid.9", kind: "replied", words: "Yes", code: "button" },
        { reportId: "wamid.11", kind: "replied", words: "(image)" },
        { reportId: "wamid.12", kind: "replied", words: "It is broken" },
      ],
    });
    expect(answer).toHaveProperty("writers[0]", {
      address: "+4915112345678",
      at: new Date("2026-03-01T12:00:00Z"),
      token: null,
      firstName: "Ada",
    });
  });

  test("of another number of the account nothing is taken, and unsigned nothing at all", async () => {
    const metadata = { phone_number_id: "1" };
    const statuses = [{ id: "wamid.1", status: "delivered", recipient_id: "49" }];
    expect(await post({ metadata, statuses })).toMatchObject({ reports: [] });
    expect(await post({}, "another")).toEqual({ outcome: "not genuine" });
  });
});

describe("Viber", () => {
  const post = (callback: object, secret = secretOf(viberCase, "authToken")) => {
    const body = JSON.stringify({ timestamp: 1772366400000, ...callback });
    return received(viberCase, {
      headers: { "x-viber-content-signature": hex(secret, body) },
      body,
    });
  };
  const user = { id: "01234567890A=", name: "Ada", language: "en" };

  test("who opens the chat by a link is told with its token", async () => {
    const callback = { event: "conversation_started", context: "the-token", user };
    expect(await post(callback)).toMatchObject({
      reports: [],
      writers: [{ address: user.id, token: "the-token", firstName: "Ada" }],
    });
  });

  test("a message is a reply to the one whose mark comes back", async () => {
    const messageId = newId();
    const message = { type: "text", text: "All well", tracking_data: messageId };
    const callback = { event: "message", message_token: 5, sender: user, message };
    expect(await post(callback)).toMatchObject({
      reports: [{ kind: "replied", messageId, words: "All well", address: user.id }],
    });
    const stop = { ...callback, message: { ...message, text: "СТОП" } };
    expect(await post(stop)).toMatchObject({ reports: [{ kind: "unsubscribed" }] });
  });

  test.each([
    ["delivered", "delivered"],
    ["seen", "opened"],
    ["failed", "failed"],
  ])("%s is told of the message as %s", async (event, kind) => {
    const callback = { event, message_token: 5741, user_id: user.id, desc: "why" };
    expect(await post(callback)).toMatchObject({
      reports: [{ kind, providerId: "5741", address: user.id }],
    });
  });

  test("coming and going is a subscription, and a ping is nothing", async () => {
    expect(await post({ event: "unsubscribed", user_id: user.id })).toMatchObject({
      reports: [{ kind: "unsubscribed", address: user.id, providerId: null }],
    });
    expect(await post({ event: "webhook" })).toMatchObject({ reports: [] });
    expect(await post({ event: "webhook" }, "another")).toEqual({ outcome: "not genuine" });
  });
});

describe("Slack", () => {
  const post = (body: string, type: string, seconds = 1772366400) => {
    const signed = `v0:${seconds}:${body}`;
    return received(slackCase, {
      headers: {
        "content-type": type,
        "x-slack-request-timestamp": String(seconds),
        "x-slack-signature": `v0=${hex(secretOf(slackCase, "signingSecret"), signed)}`,
      },
      body,
    });
  };
  const event = (fields: object) =>
    post(
      JSON.stringify({
        type: "event_callback",
        event_id: "Ev1",
        event: { type: "message", channel: "D1", ts: "1772366400.1", ...fields },
      }),
      "application/json",
    );

  test("the address is proved by its challenge, and what is old is not genuine", async () => {
    const body = JSON.stringify({ type: "url_verification", challenge: "3eZb" });
    expect(await post(body, "application/json")).toMatchObject({ answer: { body: "3eZb" } });
    expect(await post(body, "application/json", 1772366000)).toEqual({ outcome: "not genuine" });
  });

  test("what a person writes to the app is a reply, in a thread to its message", async () => {
    expect(
      await event({ user: "U1", channel_type: "im", text: "hi", thread_ts: "177.5" }),
    ).toMatchObject({
      reports: [{ kind: "replied", address: "U1", providerId: "D1/177.5", words: "hi" }],
      writers: [{ address: "U1", token: null }],
    });
  });

  test("what bots write, and what is said in a channel beside us, is nothing", async () => {
    const beside = { user: "U1", channel_type: "channel", text: "hi" };
    expect(await event(beside)).toMatchObject({ reports: [] });
    const own = { bot_id: "B1", user: "U2", channel_type: "im", text: "hi" };
    expect(await event(own)).toMatchObject({ reports: [] });
  });

  test("a touched button is a reply to its message; a link is none", async () => {
    const value = newId();
    const payload = {
      type: "block_actions",
      trigger_id: "t1",
      user: { id: "U1" },
      actions: [
        { action_id: "link", action_ts: "1" },
        { action_id: "reply-0", action_ts: "1772366400", value, text: { text: "Yes" } },
      ],
    };
    const form = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    expect(await post(form, "application/x-www-form-urlencoded")).toMatchObject({
      reports: [{ kind: "replied", messageId: value, words: "Yes", address: "U1" }],
    });
  });
});
