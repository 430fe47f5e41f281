import { expect, test } from "vitest";
import type { ChannelContext, MessageDecision } from "../../src/blocks/block.ts";
import type { BlockMessage } from "../../src/blocks/message.ts";
import { oneOfMany } from "../../src/blocks/one-of-many.ts";

const messages = [
  { kind: "sendSms", config: { text: "Hi" } },
  { kind: "sendTelegram", config: { text: "Hi" } },
  { kind: "sendEmail", config: { subject: "Hi", html: "<p>Hi</p>" } },
];

/** What is tried, in its order, when only some channels reach the contact. */
async function tried(
  order: string | undefined,
  reached: readonly string[],
  reactions: Record<string, string>,
): Promise<{ channels: string[]; note: string }> {
  const channels: string[] = [];
  const context = {
    lastReactions: () =>
      Promise.resolve(
        new Map(Object.entries(reactions).map(([channel, at]) => [channel, new Date(at)])),
      ),
    send: ({ channel }: BlockMessage): Promise<MessageDecision> => {
      channels.push(channel);
      const isReached = reached.includes(channel);
      return Promise.resolve(
        isReached
          ? { messageId: "1", state: "queued" }
          : { messageId: "1", state: "not sent", detail: `not by ${channel}` },
      );
    },
  } as unknown as ChannelContext;
  const config = oneOfMany.schema.parse(order === undefined ? { messages } : { messages, order });
  if (oneOfMany.place !== "message") throw new Error("it sends messages");
  const { note } = await oneOfMany.perform(config, context);
  return { channels, note };
}

const reactions = { email: "2026-03-02T12:00:00Z", telegram: "2026-03-01T12:00:00Z" };

test("as a rule the list's order holds, whatever the contact has reacted to", async () => {
  const { channels, note } = await tried(undefined, ["email"], reactions);
  expect(channels).toEqual(["sms", "telegram", "email"]);
  expect(note).toBe("E-mail queued");
});

test("if asked, the channel of the last reaction comes first, and says so", async () => {
  const { channels, note } = await tried("lastReaction", ["sms", "email"], reactions);
  expect(channels).toEqual(["email"]);
  expect(note).toBe("E-mail queued: the contact reacted there last, at 2026-03-02T12:00:00.000Z");
});

test("where that one reaches nobody the next reaction follows, then the list's order", async () => {
  const { channels, note } = await tried("lastReaction", ["sms"], reactions);
  expect(channels).toEqual(["email", "telegram", "sms"]);
  expect(note).toBe("SMS queued");
});

test("nobody is reached: each says why", async () => {
  const { note } = await tried("lastReaction", [], {});
  expect(note).toBe("Not reached: not by sms; not by telegram; not by email");
});
