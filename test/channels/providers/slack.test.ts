import { describe, expect, test } from "vitest";
import { newId } from "../../../src/platform/new-id.ts";
import { slackCase } from "../cases/chats.ts";
import { conforms, opened } from "../conformance.ts";
import type { FakeAnswer } from "../provider-case.ts";

conforms(slackCase);

const image = "https://shop.example/order.jpg";
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

async function told(parts: object, id = newId()): Promise<Record<string, unknown>> {
  const { fake, send } = await opened({
    ...slackCase,
    outgoing: (own) => ({ id: own, to: "U0G9QF9C6", text: "It is here", replies: [], ...parts }),
  });
  await send(id);
  const [request] = fake.received;
  expect(request).toMatchObject({
    path: "/api/chat.postMessage",
    headers: { authorization: "Bearer xoxb-a-bots-token" },
  });
  return JSON.parse(request?.body ?? "") as Record<string, unknown>;
}

test("a text is a section, and what notifications show", async () => {
  const id = newId();
  expect(await told({}, id)).toEqual({
    channel: "U0G9QF9C6",
    text: "It is here",
    blocks: [section("It is here")],
    metadata: { event_type: "campanile_message", event_payload: { id } },
    unfurl_links: false,
  });
});

test("a picture, a link and answers are blocks; an answer says whose message it answers", async () => {
  const id = newId();
  const button = { text: "Look", url: "https://campanile.example/c/t" };
  const label = (text: string) => ({ type: "plain_text", text });
  const { blocks } = await told({ image, button, replies: ["Yes", "No"] }, id);
  expect(blocks).toEqual([
    section("It is here"),
    { type: "image", image_url: image, alt_text: "picture" },
    {
      type: "actions",
      elements: [
        { type: "button", action_id: "link", text: label("Look"), url: button.url },
        { type: "button", action_id: "reply-0", text: label("Yes"), value: id },
        { type: "button", action_id: "reply-1", text: label("No"), value: id },
      ],
    },
  ]);
});

test("a text that is too long for a section is several, and one that is empty is none", async () => {
  const text = `${"word ".repeat(700)}end`;
  const { blocks } = (await told({ text })) as { blocks: ReturnType<typeof section>[] };
  const parts = blocks.map((block) => block.text.text);
  expect(parts).toHaveLength(2);
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(3_000);
  expect(parts.join(" ").replaceAll(/\s+/g, " ")).toBe(text);
  const unbroken = (await told({ text: "a".repeat(7_000) })) as {
    blocks: ReturnType<typeof section>[];
  };
  expect(unbroken.blocks.map((block) => block.text.text).join("")).toBe("a".repeat(7_000));
  expect(await told({ text: "", image })).toMatchObject({ blocks: [{ type: "image" }] });
});

describe("a person who is named by their e-mail address", () => {
  const learned: string[] = [];
  /** Slack's answer to who that is; what is posted is taken. */
  async function asked(answer: FakeAnswer | "cut" | "hang", longestMs?: number) {
    learned.length = 0;
    const { fake, send } = await opened(
      {
        ...slackCase,
        outgoing: (id) => ({
          id,
          to: "ada+shop@example.com",
          text: "It is here",
          replies: [],
          learn: (address: string) => {
            learned.push(address);
            return Promise.resolve();
          },
        }),
      },
      longestMs,
    );
    fake.answer = (request) =>
      request.method === "GET" ? answer : slackCase.answers.taken(request);
    const outcome = await send(newId());
    return { outcome, received: fake.received };
  }

  test("is looked up, written to by their id, and known by it from then on", async () => {
    const user = { id: "U0G9QF9C6", name: "ada" };
    const { outcome, received } = await asked({ status: 200, body: { ok: true, user } });
    expect(outcome).toMatchObject({ outcome: "sent", providerId: expect.any(String) as string });
    expect(received).toMatchObject([
      {
        method: "GET",
        path: "/api/users.lookupByEmail?email=ada%2Bshop%40example.com",
        headers: { authorization: "Bearer xoxb-a-bots-token" },
      },
      { method: "POST", path: "/api/chat.postMessage" },
    ]);
    expect(JSON.parse(received[1]?.body ?? "")).toMatchObject({ channel: "U0G9QF9C6" });
    expect(learned).toEqual(["U0G9QF9C6"]);
  });

  test.each<[string, FakeAnswer | "cut" | "hang", string]>([
    [
      "whom nobody knows is refused",
      { status: 200, body: { ok: false, error: "users_not_found" } },
      "refused",
    ],
    [
      "waits while the app may not look",
      { status: 200, body: { ok: false, error: "missing_scope" } },
      "deferred",
    ],
    [
      "waits where Slack is asked too often",
      { status: 429, headers: { "retry-after": "30" }, body: { ok: false, error: "ratelimited" } },
      "deferred",
    ],
    // Nothing was posted.
    ["waits where the line breaks", "cut", "deferred"],
    ["waits where no answer comes", "hang", "deferred"],
    ["waits where Slack fails", { status: 500 }, "deferred"],
  ])("%s", async (_name, answer, outcome) => {
    const given = await asked(answer, 300);
    expect(given.outcome).toMatchObject({ outcome });
    expect(given.received.filter(({ method }) => method === "POST")).toEqual([]);
    expect(learned).toEqual([]);
  });
});
