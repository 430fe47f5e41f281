import { contextOf } from "../support/context.ts";
import { expect, test } from "vitest";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { count, testApp } from "./test-app.ts";

const deep = "<div>".repeat(30_000);

test("content beyond a limit is answered 422, which says of what and where", async () => {
  const app = await testApp();
  const content = { subject: "x", html: "{% for i in (1..30000) %}<div>{% endfor %}" };
  const { status, body } = await app.call("POST", "/api/v1/templates/preview", { content });
  expect([status, body]).toEqual([
    422,
    {
      type: "urn:campanile:problem:unprocessable",
      title: "Content that exceeds a limit",
      status: 422,
      detail: "html: nests its elements deeper than 256 levels, at line 1",
      errors: [{ path: "html", message: "nests its elements deeper than 256 levels, at line 1" }],
      limit: "nesting",
    },
  ]);
  // As written, it is a problem of the content like any other.
  const written = await app.call("POST", "/api/v1/templates", {
    name: "deep",
    content: { subject: "x", html: deep },
  });
  expect([written.status, written.body.errors[0]?.path]).toEqual([400, "content.html"]);
});

test("an e-mail by request whose markup nests too deep is refused before anything is made of it", async () => {
  const app = await testApp();
  const mail = { subject: "x", htmlText: deep, emails: ["ada@example.com"] };
  const { status } = await app.call("POST", "/api/v1/message/email", mail);
  expect([status, await count(app.db, "events"), await count(app.db, "runs")]).toEqual([422, 0, 0]);
  // JSON in a text is looked at like that of the body.
  const jsonParam = `{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}`;
  const nested = { subject: "x", htmlText: "<p>x</p>", emails: [{ locator: "a@b.eu", jsonParam }] };
  const { body } = await app.call("POST", "/api/v1/message/email", nested);
  expect(body.results).toMatchObject([{ status: "ERROR" }]);
});

test("looking at what one has written needs the right to write it", async () => {
  const app = await testApp();
  const { key } = await createApiKey(
    contextOf(app.db),
    { name: "reader", scopes: ["read"] },
    { scopes: ["read"] },
  );
  const { body: workflow } = await app.call("POST", "/api/v1/workflows", { name: "one" });
  const asked: [string, unknown][] = [
    ["/templates/preview", { content: { subject: "x", html: "x" } }],
    [`/workflows/${workflow.id}/blocks/mail/preview`, {}],
    [`/workflows/${workflow.id}/check`, { draft: workflow.draft }],
    [`/workflows/${workflow.id}/test-launch`, { version: "draft" }],
  ];
  for (const [path, body] of asked) {
    const answer = await app.call("POST", `/api/v1${path}`, body, {
      authorization: `Bearer ${key}`,
    });
    expect([path, answer.status]).toEqual([path, 403]);
  }
});

test("of one caller's previews more than ten do not wait", async () => {
  const app = await testApp();
  const content = { subject: "x", html: "{% for i in (1..3000000) %}{% endfor %}x" };
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => app.call("POST", "/api/v1/templates/preview", { content })),
  );
  const statuses = new Set(answers.map(({ status }) => status));
  expect(statuses.has(429)).toBe(true);
  expect(answers.find(({ status }) => status === 429)?.headers.get("retry-after")).toBe("2");
});

test("a draft that costs too much to check can still be read, and is not published", async () => {
  const app = await testApp();
  const draft = {
    blocks: [
      { id: "start", kind: "start" },
      { id: "mail", kind: "sendEmail", config: { subject: "x", html: deep } },
      { id: "end", kind: "end" },
    ],
    edges: [
      { from: "start", to: "mail" },
      { from: "mail", to: "end" },
    ],
  };
  const made = await app.call("POST", "/api/v1/workflows", { name: "deep", draft });
  expect(made.status).toBe(201);
  const published = await app.call("POST", `/api/v1/workflows/${made.body.id}/publish`, {});
  expect([published.status, published.body.problems]).toEqual([
    409,
    [
      {
        block: "mail",
        field: "html",
        message: "nests its elements deeper than 256 levels, at line 1",
      },
    ],
  ]);
});
