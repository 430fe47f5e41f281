import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import { anyEmail } from "./contacts.ts";

export interface HttpFigures {
  perSecond: number;
  p50: number;
  p99: number;
}

export interface HttpTarget {
  url: string;
  key: string;
  contacts: number;
}

/** Single events, each of a contact at random with a message id of its own. */
export function singleEvents(
  target: HttpTarget,
  connections: number,
  milliseconds: number,
): Promise<HttpFigures> {
  return load(`${target.url}/api/v1/event`, connections, milliseconds, {
    method: "POST",
    headers: { authorization: `Bearer ${target.key}`, "content-type": "application/json" },
    setupRequest: (request) => ({ ...request, body: body(target.contacts) }),
  });
}

/** What Node, Express and the load generator do by themselves: a route that only answers. */
export function bareAnswers(
  target: HttpTarget,
  connections: number,
  milliseconds: number,
): Promise<HttpFigures> {
  return load(`${target.url}/livez`, connections, milliseconds, { method: "GET" });
}

async function load(
  url: string,
  connections: number,
  milliseconds: number,
  request: autocannon.Request,
): Promise<HttpFigures> {
  const duration = Math.max(1, milliseconds / 1_000);
  const result = await autocannon({ url, connections, duration, requests: [request] });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} refusals and ${result.errors} errors under load`);
  }
  const { p50, p99 } = result.latency;
  return { perSecond: result["2xx"] / result.duration, p50, p99 };
}

function body(contacts: number): string {
  const Email = anyEmail(contacts);
  return JSON.stringify({
    eventTypeKey: "benchOnce",
    keyValue: Email,
    params: { Email, orderId: randomUUID(), total: 59.9, currency: "EUR" },
    messageId: randomUUID(),
  });
}
