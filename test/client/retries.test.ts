import { contextOf } from "../support/context.ts";
import { once } from "node:events";
import { expect, test } from "vitest";
import { Campanile } from "../../packages/client/src/index.ts";
import { pauseMs, retryAfterMs } from "../../packages/client/src/backoff.ts";
import { afterwards } from "../support/afterwards.ts";
import { testDatabase } from "../support/database.ts";
import type { ReceivedRequest } from "../support/http-server.ts";
import { testHttpServer } from "../support/http-server.ts";
import { tcpProxy } from "../support/tcp-proxy.ts";
import { freePort } from "../../src/platform/ports.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { testApi } from "../api/workflows/api.ts";
import { apiProcess } from "./api-process.ts";
import { keysArrived } from "./sent-events.ts";

const event = (keyValue: string) => ({ eventTypeKey: "viewed", keyValue });

function clientOf(url: string, key: string) {
  const client = new Campanile({ url, key, retryBaseMs: 5, onError: () => {} });
  afterwards(() => client.close({ timeoutMs: 0 }));
  return client;
}

/** Hands a request on to an API. */
async function handOn(url: string, { path, headers, body }: ReceivedRequest): Promise<Response> {
  const { authorization = "" } = headers;
  const all = { authorization, "content-type": "application/json" };
  return fetch(url + path, { method: "POST", headers: all, body });
}

test("an answer that is cut off is asked for again, and the events count once", async () => {
  const api = await testApi();
  const front = await testHttpServer();
  front.answer = (request, response, attempt) => {
    void handOn(api.url, request).then(async (answer) => {
      if (attempt < 3) response.destroy();
      else response.writeHead(answer.status).end(await answer.text());
    });
  };
  const client = clientOf(front.url, api.key);
  const sent = [client.event(event("k1")), client.event(event("k2"))];
  await client.flush();
  expect((await Promise.all(sent)).map(({ outcome }) => outcome)).toEqual([
    "duplicate",
    "duplicate",
  ]);
  expect(await keysArrived(api.db)).toEqual(["k1", "k2"]);
});

test("a line that breaks while a request goes over it costs nothing", async () => {
  const api = await testApi();
  const proxy = await tcpProxy({ host: "127.0.0.1", port: Number(new URL(api.url).port) });
  let cuts = 0;
  proxy.watch = (chunk) => {
    if (!chunk.includes("viewed") || ++cuts > 4) return "pass";
    return cuts % 2 === 0 ? "cut" : "drop";
  };
  const client = clientOf(`http://127.0.0.1:${proxy.port}`, api.key);
  void client.event(event("k1"));
  void client.event(event("k2"));
  await client.flush();
  expect(cuts).toBe(5);
  expect(await keysArrived(api.db)).toEqual(["k1", "k2"]);
});

test.each([429, 503])(
  "%i makes it wait as long as Retry-After asks, and send again",
  async (busy) => {
    const api = await testApi();
    const front = await testHttpServer();
    const times: number[] = [];
    front.answer = (request, response, attempt) => {
      times.push(performance.now());
      if (attempt === 1) {
        response.writeHead(busy, { "retry-after": "1" }).end();
        return;
      }
      void handOn(api.url, request).then(async (answer) => {
        response.writeHead(answer.status).end(await answer.text());
      });
    };
    const client = clientOf(front.url, api.key);
    const sent = client.event(event("k1"));
    await client.flush();
    expect((await sent).outcome).toBe("accepted");
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(990);
    expect(front.received[0]?.body).toBe(front.received[1]?.body);
    expect(await keysArrived(api.db)).toEqual(["k1"]);
  },
);

test("an API that is killed and comes back in the middle loses nothing and doubles nothing", async () => {
  const { db, url: databaseUrl } = await testDatabase(4);
  const { key } = await createApiKey(
    contextOf(db),
    { name: "test", scopes: ["send"] },
    { scopes: ["send"] },
  );
  const port = await freePort(0);
  const first = await apiProcess(databaseUrl, port);
  const client = new Campanile({
    url: `http://127.0.0.1:${port}`,
    key,
    batchSize: 5,
    retryBaseMs: 20,
    retryMaxMs: 200,
  });
  afterwards(() => client.close({ timeoutMs: 0 }));
  const keys = Array.from({ length: 200 }, (_, index) => `k${String(index).padStart(3, "0")}`);
  const sent = keys.map((keyValue) => client.event(event(keyValue)));
  await sent[20];
  first.kill("SIGKILL");
  await once(first, "exit");
  await apiProcess(databaseUrl, port);
  await client.flush();
  const outcomes = await Promise.all(sent);
  expect(outcomes.filter(({ outcome }) => !/accepted|duplicate/.test(outcome))).toEqual([]);
  expect((await keysArrived(db)).toSorted()).toEqual(keys);
});

test("what can't be delivered in time is told as failed", async () => {
  const client = new Campanile({
    url: `http://127.0.0.1:${await freePort(0)}`,
    key: "k",
    retryForMs: 30,
    retryBaseMs: 5,
    onError: () => {},
  });
  const sent = client.event(event("k1"));
  await client.flush();
  expect(await sent).toMatchObject({ outcome: "failed", status: undefined });
});

test("pauses double up to their limit, with half of each left to chance", () => {
  const times = { baseMs: 500, maxMs: 30_000 };
  const pauses = [1, 2, 3, 20].map((failures) => pauseMs(failures, times, undefined, 0));
  expect(pauses).toEqual([250, 500, 1_000, 15_000]);
  expect(pauseMs(3, times, undefined, 1)).toBe(2_000);
});

test("no pause is shorter than Retry-After asks for, in seconds or as a date", () => {
  const now = Date.parse("2026-03-01T12:00:00Z");
  expect(retryAfterMs("120", now)).toBe(120_000);
  expect(retryAfterMs("Sun, 01 Mar 2026 12:00:30 GMT", now)).toBe(30_000);
  expect(retryAfterMs("soon", now)).toBeUndefined();
  expect(pauseMs(1, { baseMs: 500, maxMs: 30_000 }, 120_000, 0)).toBe(120_000);
});
