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

/** A list of suppressed events in each request, at most so many requests a second. */
export function eventLists(
  target: HttpTarget,
  milliseconds: number,
  perSecond?: number,
): Promise<HttpFigures> {
  const list = (): string => {
    const events = Array.from({ length: 100 }, () => event(target.contacts));
    return JSON.stringify({ events });
  };
  return load(
    `${target.url}/api/v1/events`,
    4,
    milliseconds,
    {
      method: "POST",
      headers: { authorization: `Bearer ${target.key}`, "content-type": "application/json" },
      setupRequest: (request) => ({ ...request, body: list() }),
    },
    perSecond,
  );
}

async function load(
  url: string,
  connections: number,
  milliseconds: number,
  request: autocannon.Request,
  overallRate?: number,
): Promise<HttpFigures> {
  const duration = Math.max(1, milliseconds / 1_000);
  const limit = overallRate === undefined ? {} : { overallRate };
  const result = await autocannon({ url, connections, duration, requests: [request], ...limit });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} refusals and ${result.errors} errors under load`);
  }
  const { p50, p99 } = result.latency;
  return { perSecond: result["2xx"] / result.duration, p50, p99 };
}

const body = (contacts: number): string => JSON.stringify(event(contacts));

function event(contacts: number): object {
  const Email = anyEmail(contacts);
  return {
    eventTypeKey: "benchOnce",
    keyValue: Email,
    params: { Email, orderId: randomUUID(), total: 59.9, currency: "EUR" },
    messageId: randomUUID(),
  };
}
