import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { quantile } from "./figures.ts";
import type { MailSink } from "./mail-sink.ts";
import type { Processes } from "./processes.ts";
import { rateOf } from "./rounds.ts";

export interface Order {
  id: string;
  email: string;
}

/** An event over HTTP. */
export interface EventRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * A program that does the same for every event about an order: reads the order, puts the customer
 * into a segment, sends an e-mail. Campanile, or what somebody would use instead.
 */
export interface OrderProgram {
  name: string;
  /** Puts orders where the program reads them from: no part of a run. */
  prepare(orders: readonly Order[]): Promise<void>;
  /** With `once`, a contact's second event starts nothing. */
  request(order: Order, once: boolean): EventRequest;
  /** Its own processes, without the servers that others use too. */
  processes(): Processes;
  stop(): Promise<void>;
}

/** Orders of as many customers, whom nobody has seen before. */
export function newOrders(count: number): Order[] {
  return Array.from({ length: count }, () => {
    const id = randomUUID();
    return { id, email: `${id}@bench.example` };
  });
}

export interface OrderRuns {
  /** Whole runs. */
  perSecond: number;
  /** Milliseconds from the event's request until its mail has come. */
  p50: number;
  p99: number;
}

const patienceMs = 60_000;

/**
 * Sends an event for each order, so many runs under way at a time; a run has ended when its mail, the
 * last thing that it does, has come.
 */
export async function runOrders(
  program: OrderProgram,
  sink: MailSink,
  orders: readonly Order[],
  lanes: number,
): Promise<OrderRuns> {
  const latencies: number[] = [];
  const perSecond = await rateOf(lanes, orders.length, async (index) => {
    const order = orders[index];
    if (order === undefined) throw new Error("there are fewer orders");
    const began = performance.now();
    const mail = sink.mailTo(order.email);
    await send(program.request(order, false));
    await inTime(mail, `${program.name}: the mail of order ${order.id}`);
    latencies.push(performance.now() - began);
  });
  return { perSecond, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}

/** @throws Error with the answer when it is a refusal */
export async function send({ url, headers, body }: EventRequest): Promise<void> {
  const answer = await fetch(url, { method: "POST", headers, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text.slice(0, 500)}`);
}

/** @throws Error when it takes longer than anybody would wait */
export async function inTime(what: Promise<void>, name: string): Promise<void> {
  const patience = new AbortController();
  const late = sleep(patienceMs, undefined, { signal: patience.signal }).then(() => {
    throw new Error(`${name} has not come in ${patienceMs / 1_000} s`);
  });
  late.catch(() => undefined);
  await Promise.race([what, late]);
  patience.abort();
}
