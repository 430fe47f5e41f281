import { expect, test } from "vitest";
import type { ProviderCall } from "../../src/channels/provider-http.ts";
import { providerHttp, sendOutcome } from "../../src/channels/provider-http.ts";
import { guardedAgent } from "../../src/platform/address-guard/agent.ts";
import { afterwards } from "../support/afterwards.ts";
import type { TestHttpServer } from "../support/http-server.ts";
import { testHttpServer } from "../support/http-server.ts";

const rules = {
  taken: () => ({ outcome: "sent", response: "taken" }) as const,
};

async function calling(allowed = true) {
  const server = await testHttpServer();
  const agent = guardedAgent({ allowed: allowed ? [server.host] : [] });
  afterwards(() => agent.close());
  const http = providerHttp(agent, ["s3cret-of-the-set-up"]);
  const call = (more: Partial<ProviderCall> = {}) =>
    http.call({ url: server.url, body: "hello", ...more });
  return { server, call };
}

const answering = (server: TestHttpServer, status: number, headers = {}, body = "") => {
  server.answer = (_, response) => void response.writeHead(status, headers).end(body);
};

test("each status says whether the message was taken, may be later, is refused, or nobody knows", async () => {
  const { server, call } = await calling();
  const outcomes: Record<string, string> = {};
  for (const status of [
    200, 202, 301, 400, 401, 403, 404, 408, 413, 425, 429, 500, 502, 503, 504,
  ]) {
    answering(server, status);
    outcomes[status] = sendOutcome(await call(), rules).outcome;
  }
  expect(outcomes).toEqual({
    200: "sent",
    202: "sent",
    301: "refused",
    400: "refused",
    401: "deferred",
    403: "refused",
    404: "refused",
    408: "deferred",
    413: "refused",
    425: "deferred",
    429: "deferred",
    500: "unknown",
    502: "unknown",
    503: "deferred",
    504: "unknown",
  });
  answering(server, 403);
  expect(sendOutcome(await call(), { ...rules, deferred: [403] }).outcome).toBe("deferred");
});

test("how long to wait is read as seconds and as a date, and is never longer than an hour", async () => {
  const { server, call } = await calling();
  const waits = async (retryAfter: string): Promise<number | undefined> => {
    answering(server, 429, { "retry-after": retryAfter });
    const outcome = sendOutcome(await call(), rules);
    return outcome.outcome === "deferred" ? outcome.retryAfterMs : undefined;
  };
  expect(await waits("3")).toBe(3_000);
  expect(await waits("86400")).toBe(3_600_000);
  expect(await waits("soon")).toBeUndefined();
  expect(await waits(new Date(Date.now() + 60_000).toUTCString())).toBeGreaterThan(50_000);
});

test("a secret that comes back in an answer is not shown", async () => {
  const { server, call } = await calling();
  answering(server, 400, {}, "the key s3cret-of-the-set-up is wrong");
  expect(sendOutcome(await call(), rules)).toEqual({
    outcome: "refused",
    message: "400: the key ••• is wrong",
  });
});

test("a private address is not asked, unless it is allowed, and what was to go there waits", async () => {
  const { server, call } = await calling(false);
  expect(sendOutcome(await call(), rules)).toEqual({
    outcome: "deferred",
    message: "the provider's address is not a public one",
  });
  expect(server.received).toEqual([]);
});

test("a header that can't be sent is the message's fault, and a long answer is cut", async () => {
  const { server, call } = await calling();
  const broken = await call({ headers: { "x-text": "two\nlines" } });
  expect(sendOutcome(broken, rules).outcome).toBe("refused");
  answering(server, 200, {}, "a".repeat(1_000_000));
  const answer = await call();
  expect(answer).toMatchObject({ outcome: "answered", status: 200 });
  expect((answer as { text: string }).text).toHaveLength(256 * 1024);
});
