import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { gitHubIssue } from "./deliveries.ts";
import { form, secret, sourceApp } from "./source-app.ts";

let it: Awaited<ReturnType<typeof sourceApp>>;
beforeAll(async () => {
  it = await sourceApp();
});

describe("a delivery may be a form", () => {
  const mapping = { eventType: "sent", contact: { email: "{{ body.email }}" }, params: null };

  test("with brackets, repeated fields, JSON in a field, and numbers that stay texts", async () => {
    const { path } = await it.make({ preset: "custom", mapping });
    const body =
      "email=a%2Bb%40example.com&order[id]=007&order[lines][]=1&order[lines][]=2&tag=x&tag=y+z&more=%7B%22a%22%3A1%7D&note=%5Bno+json&__proto__[x]=1";
    const answer = await it.deliver(path, form(body));
    const event = await it.eventOf(answer.body.eventId);
    expect(event.identities).toEqual([{ kind: "email", value: "a+b@example.com" }]);
    expect(event.params).toEqual({
      email: "a+b@example.com",
      order: { id: "007", lines: ["1", "2"] },
      tag: ["x", "y z"],
      more: { a: 1 },
      note: "[no json",
    });
  });

  test("of several parts, of whose files name and size are kept", async () => {
    const { path } = await it.make({ preset: "custom", mapping });
    const parts = new FormData();
    parts.set("email", "ада@example.com");
    parts.set("subject", "Чай");
    parts.set("attachment1", new Blob(["12345"], { type: "text/plain" }), "a.txt");
    const answer = await it.deliver(path, { body: parts });
    expect((await it.eventOf(answer.body.eventId)).params).toMatchObject({
      subject: "Чай",
      attachment1: { name: "a.txt", size: 5 },
    });
  });

  test("that is JSON under a form's type is read as JSON, and bytes that are no UTF-8 are refused", async () => {
    const { path } = await it.make({ preset: "custom", mapping });
    expect((await it.deliver(path, form('{"email":"j@example.com"}'))).body.status).toBe("sent");
    expect((await it.deliver(path, form("email=%C4da"))).status).toBe(400);
  });

  test("as GitHub sends it: the whole body in one field, signed as it came", async () => {
    const source = await it.make({ preset: "github", secret });
    const sent = gitHubIssue(secret);
    const body = new URLSearchParams({ payload: sent.body }).toString();
    const sum = createHmac("sha256", secret).update(body).digest("hex");
    const headers = {
      ...sent.headers,
      ...form("").headers,
      "x-hub-signature-256": `sha256=${sum}`,
    };
    const answer = await it.deliver(source.path, { headers, body });
    expect(await it.eventOf(answer.body.eventId)).toMatchObject({
      type: { key: "github issues opened" },
      key: "octocat/Hello-World",
    });
  });
});
