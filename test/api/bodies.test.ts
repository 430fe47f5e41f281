import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import type { TestApp } from "./test-app.ts";
import { count, testApp } from "./test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});

const event = {
  eventTypeKey: "order",
  keyValue: "A-1",
  params: [{ name: "Email", value: "a@b.eu" }],
};
const eventOf = (value: unknown) => ({ ...event, params: [{ name: "x", value }] });

async function refused(body: unknown, status: number, headers: Record<string, string> = {}) {
  const before = await count(app.db, "events");
  const answer = await app.call("POST", "/api/v1/event", body, headers);
  expect(answer.body).toMatchObject({ status });
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(await count(app.db, "events")).toBe(before);
  return answer.body;
}

describe("a body that can't be kept is refused, and nothing of it is", () => {
  test("over 1 MiB: 413", async () => {
    await refused(eventOf("x".repeat(1024 * 1024)), 413);
  });

  test("over 1 MiB only once unpacked: 413", async () => {
    const body = gzipSync(JSON.stringify(eventOf("x".repeat(2 * 1024 * 1024))));
    const response = await fetch(`${app.url}/api/v1/event`, {
      method: "POST",
      body,
      headers: {
        authorization: `Bearer ${app.key}`,
        "content-type": "application/json",
        "content-encoding": "gzip",
      },
    });
    expect(response.status).toBe(413);
  });

  test("not sent as application/json: 415", async () => {
    await refused(event, 415, { "content-type": "text/plain" });
    await refused(event, 415, { "content-type": "application/x-www-form-urlencoded" });
    await refused(event, 415, { "content-type": "application/jsonx" });
  });

  test("in an unknown charset or encoding: 415", async () => {
    await refused(event, 415, { "content-type": "application/json; charset=klingon" });
    await refused(event, 415, { "content-encoding": "snake" });
  });

  test("none at all: 400", async () => {
    expect(await refused(undefined, 400)).toMatchObject({ detail: "a JSON body is expected" });
  });

  test("malformed: 400 with the place, and without a quote of it", async () => {
    const problem = await refused('{"eventTypeKey": "order",\n "keyValue": secret@b.eu}', 400);
    expect(problem).toMatchObject({
      detail: "the body is not JSON: line 2, column 14",
      position: { offset: 39, line: 2, column: 14 },
    });
    expect(JSON.stringify(problem)).not.toContain("secret");
    expect(await refused('{"a": 1', 400)).toMatchObject({ position: { offset: 7 } });
    expect(await refused('{"a": "x\ty"}', 400)).toMatchObject({ position: { offset: 8 } });
    expect(await refused("[1,]", 400)).toMatchObject({ position: { offset: 3 } });
    expect(await refused("{} {}", 400)).toMatchObject({ position: { offset: 3 } });
  });

  test("with a NUL in a text or a key: 400 with the path", async () => {
    const inText = await refused(eventOf({ deep: ["fine", "not\0fine"] }), 400);
    expect(inText.errors).toMatchObject([{ path: "params[0].value.deep[1]" }]);
    const inKey = await refused(eventOf({ deep: { "a\0b": 1 } }), 400);
    expect(inKey.errors).toMatchObject([{ path: "params[0].value.deep" }]);
  });

  test("with half a surrogate pair: 400 with the path", async () => {
    const problem = await refused(JSON.stringify(eventOf("")).replace('""', '"\\ud83d"'), 400);
    expect(problem.errors).toMatchObject([{ path: "params[0].value" }]);
  });

  test("nested over 32 levels deep: 400", async () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    // The event, its params and the param are three.
    expect((await app.call("POST", "/api/v1/event", eventOf(nested(29)))).status).toBe(200);
    expect(await refused(eventOf(nested(30)), 400)).toMatchObject({
      errors: [{ message: "is nested deeper than 32 levels" }],
    });
    await refused("[".repeat(400_000), 400);
    await refused("[".repeat(400_000) + "]".repeat(400_000), 400);
  });

  test("with an unknown field: 400 with its path", async () => {
    expect((await refused({ ...event, key: 1 }, 400)).errors).toEqual([
      { path: "key", message: "unknown field" },
    ]);
    const problem = await refused({ ...event, params: [{ name: "x", value: 1, type: 2 }] }, 400);
    expect(problem.errors).toMatchObject([{ path: "params[0].type" }]);
  });

  test("of another shape: 400", async () => {
    for (const body of ["[]", "null", "1", '"text"', "{}"]) await refused(body, 400);
  });
});

test("emoji and any other Unicode are kept as they were sent", async () => {
  const { body } = await app.call("POST", "/api/v1/event", eventOf("Ада 👩‍🚀 \u{10ffff}"));
  const [row] = await app.db.query("select params from events where id = $1", [body.eventId]);
  expect(row).toEqual({ params: { x: "Ада 👩‍🚀 \u{10ffff}" } });
});

test("a gzipped body is read", async () => {
  const response = await fetch(`${app.url}/api/v1/event`, {
    method: "POST",
    body: gzipSync(JSON.stringify(event)),
    headers: {
      authorization: `Bearer ${app.key}`,
      "content-type": "application/json; charset=utf-8",
      "content-encoding": "gzip",
    },
  });
  expect(response.status).toBe(200);
});
