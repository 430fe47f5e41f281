import { contextOf } from "../support/context.ts";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import express from "express";
import { beforeAll, describe, expect, test } from "vitest";
import { failureHandler, sendProblem } from "../../src/api/problem.ts";
import { readBody } from "../../src/api/read-body.ts";
import { serve } from "../../src/api/serve.ts";
import { createLog } from "../../src/platform/log.ts";
import { createSource } from "../../src/services/sources/sources.ts";
import { afterwards } from "../support/afterwards.ts";
import type { TestApp } from "./test-app.ts";
import { count, testApp, testConfig } from "./test-app.ts";

const mebibyte = 1024 * 1024;
const silent = createLog("api", "silent");

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});

/** Sends a head, then a body without end; gives what came back, and how much could be sent. */
async function endlessly(head: string[], piece: Buffer, everyMs = 0) {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  let closed = false;
  socket.on("data", (data: Buffer) => (answer += data.toString()));
  socket.on("error", () => undefined);
  socket.once("close", () => (closed = true));
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  let sent = 0;
  const began = performance.now();
  let answeredAfter = Infinity;
  while (!closed && sent < 200 * mebibyte && performance.now() - began < 25_000) {
    if (answer !== "") answeredAfter = Math.min(answeredAfter, sent);
    const chunk = Buffer.concat([
      Buffer.from(`${piece.length.toString(16)}\r\n`),
      piece,
      Buffer.from("\r\n"),
    ]);
    sent += piece.length;
    if (!socket.write(chunk)) await Promise.race([once(socket, "drain"), once(socket, "close")]);
    await sleep(everyMs);
  }
  socket.destroy();
  return { answer, closed, sent, answeredAfter };
}

const headOf = (path: string, more: string[] = []): string[] => [
  `POST ${path} HTTP/1.1`,
  "Host: localhost",
  `Authorization: Basic ${btoa(`x:${app.key}`)}`,
  "Transfer-Encoding: chunked",
  ...more,
];

describe("a body without end", () => {
  const places = [
    { path: "/api/v1/event", type: "application/json" },
    { path: "/api/v1/events", type: "application/json" },
    { path: "/api/v2/event", type: "application/json" },
    { path: "/v1/batch", type: "application/json" },
    { path: "/batch", type: "application/json" },
    { path: "/api/v1/customers/5/events", type: "application/json" },
    { path: "/cloudevents", type: "application/cloudevents-batch+json" },
  ];

  test.each(places)("$path answers 413 at once, and closes", async ({ path, type }) => {
    const head = headOf(path, [`Content-Type: ${type}`]);
    const { answer, closed, sent } = await endlessly(head, Buffer.alloc(64 * 1024, " "));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer.toLowerCase()).toContain("connection: close");
    expect(closed).toBe(true);
    // Its limit, and what fits into the buffers of both sides.
    expect(sent).toBeLessThan(30 * mebibyte);
  });

  test("packed in a way that never gives anything is 413 too", async () => {
    const head = headOf("/api/v1/event", [
      "Content-Type: application/json",
      "Content-Encoding: gzip",
    ]);
    const { answer, closed } = await endlessly(
      head,
      Buffer.concat(Array.from({ length: 2_000 }, () => gzipSync(""))),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(closed).toBe(true);
  });

  test("without a key it is refused, and is not read on", async () => {
    const head = headOf("/api/v1/event").filter((line) => !line.startsWith("Authorization"));
    const { answer, closed, sent } = await endlessly(head, Buffer.alloc(64 * 1024, " "), 1);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(closed).toBe(true);
    expect(sent).toBeLessThan(100 * mebibyte);
  });

  test("where none is taken it is not read on", async () => {
    const head = headOf("/api/v1/nowhere");
    const { answer, closed } = await endlessly(head, Buffer.alloc(64 * 1024, " "), 1);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(closed).toBe(true);
  });

  test("that says its length is refused by that", async () => {
    const head = headOf("/api/v1/event", [
      "Content-Type: application/json",
      `Content-Length: ${200 * mebibyte}`,
    ]).filter((line) => !line.startsWith("Transfer-Encoding"));
    const { answer, sent } = await endlessly(head, Buffer.alloc(64 * 1024, " "), 1);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(sent).toBeLessThan(30 * mebibyte);
  });
});

test("a body that stops coming is answered 408, and its connection closed", async () => {
  const patient = express()
    .post("/", readBody(mebibyte, 300))
    .use(failureHandler(silent, sendProblem));
  const server = await serve(patient, { port: 0, host: "127.0.0.1" });
  afterwards(() => server.drain());
  const socket = connect(server.port, "127.0.0.1");
  let answer = "";
  socket.on("data", (data: Buffer) => (answer += data.toString()));
  socket.write(`${headOf("/").join("\r\n")}\r\n\r\n5\r\n{"eve`);
  await once(socket, "close");
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
});

test("an address and headers that are too long are answered 431, as a problem", async () => {
  const response = await fetch(`${app.url}/api/v1/events?after=${"x".repeat(20_000)}`);
  expect(response.status).toBe(431);
  expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(await response.json()).toMatchObject({ status: 431 });
});

describe("bytes that are no UTF-8 are a 400", () => {
  const latin = (text: string): Buffer => Buffer.from(text, "latin1");
  const own = '{"eventTypeKey":"order","keyValue":"Zoé"}';
  const cases: [name: string, path: string, type: string, body: () => Buffer, encoding?: string][] =
    [
      ["an event", "/api/v1/event", "application/json", () => latin(own)],
      ["events", "/api/v1/events", "application/json", () => latin(`{"events":[${own}]}`)],
      ["a gzipped event", "/api/v1/event", "application/json", () => gzipSync(latin(own)), "gzip"],
      [
        "an event that says latin1",
        "/api/v2/event",
        "application/json; charset=latin1",
        () => latin(own),
      ],
      ["Segment's", "/v1/track", "application/json", () => latin('{"event":"é","userId":"1"}')],
      [
        "Segment's, packed unsaid",
        "/v1/track",
        "text/plain",
        () => gzipSync(latin('{"event":"é","userId":"1"}')),
      ],
      [
        "Customer.io's",
        "/api/v1/customers/5/events",
        "application/json",
        () => latin('{"name":"é"}'),
      ],
      [
        "Customer.io's of nobody",
        "/api/v1/events",
        "application/json",
        () => latin('{"name":"é"}'),
      ],
      [
        "PostHog's",
        "/batch",
        "application/json",
        () => latin(`{"api_key":"${app.key}","batch":[{"event":"é","distinct_id":"1"}]}`),
      ],
      [
        "PostHog's, packed",
        "/batch",
        "application/json",
        () => gzipSync(latin(`{"api_key":"${app.key}","batch":[{"event":"é","distinct_id":"1"}]}`)),
      ],
      [
        "PostHog's form",
        "/e/",
        "application/x-www-form-urlencoded",
        () =>
          latin(
            `data=${encodeURIComponent(`{"api_key":"${app.key}","distinct_id":"1","event":"`)}%E9%22%7D`,
          ),
      ],
      [
        "PostHog's form in Base64",
        "/e/",
        "application/x-www-form-urlencoded",
        () =>
          latin(
            `data=${encodeURIComponent(latin(`{"api_key":"${app.key}","event":"é","distinct_id":"1"}`).toString("base64"))}`,
          ),
      ],
      [
        "Customer.io's of version 2",
        "/api/v2/batch",
        "application/json",
        () => latin('{"batch":[{"type":"person","action":"event","name":"é"}]}'),
      ],
      [
        "Dittofeed's",
        "/api/public/apps/track",
        "application/json",
        () => latin('{"event":"é","userId":"1"}'),
      ],
      [
        "a CloudEvent",
        "/cloudevents",
        "application/cloudevents+json",
        () => latin('{"specversion":"1.0","type":"é","source":"/s","id":"1"}'),
      ],
    ];

  test.each(cases)("%s", async (_name, path, type, body, encoding) => {
    const before = await count(app.db, "events");
    const response = await fetch(app.url + path, {
      method: "POST",
      headers: {
        "content-type": type,
        authorization: `Basic ${btoa(`x:${app.key}`)}`,
        ...(encoding !== undefined && { "content-encoding": encoding }),
      },
      body: new Uint8Array(body()),
    });
    const text = await response.text();
    expect([400, 415], text).toContain(response.status);
    if (!type.includes("latin1"))
      expect([response.status, text]).toEqual([400, expect.stringContaining("UTF-8")]);
    expect(await count(app.db, "events")).toBe(before);
  });

  test("a CloudEvent's data", async () => {
    const response = await fetch(`${app.url}/cloudevents`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Basic ${btoa(`x:${app.key}`)}`,
        "ce-specversion": "1.0",
        "ce-type": "t",
        "ce-source": "/s",
        "ce-id": "9",
      },
      body: new Uint8Array(latin('{"city":"é"}')),
    });
    expect(response.status).toBe(400);
  });

  test("a delivery to a webhook source", async () => {
    const { row, token } = await createSource(contextOf(app.db), testConfig().secretsKeys, {
      name: "s",
      preset: "custom",
      signature: null,
    } as never);
    const response = await fetch(`${app.url}/in/${row.id}/${token}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: new Uint8Array(latin('{"city":"é"}')),
    });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining("byte 9"),
    ]);
  });

  test("a query and a path", async () => {
    for (const path of ["/api/v1/events?keyPrefix=%E9", "/api/v1/orders/%E9"]) {
      expect([path, (await app.call("GET", path)).status]).toEqual([path, 400]);
    }
  });
});

test("a byte order mark is no part of a text", async () => {
  const body = `\uFEFF${JSON.stringify({ eventTypeKey: "order", keyValue: "A-1" })}`;
  expect((await app.call("POST", "/api/v1/event", body)).status).toBe(200);
});
