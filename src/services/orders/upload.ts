import type { FieldError } from "../../contract/errors.ts";
import { parseOneOfMany } from "../../contract/parse.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { Ingest } from "../../ingest/ingest.ts";
import type { ServiceContext } from "../context.ts";
import type { IncomingOrder } from "./incoming-order.ts";
import { incomingOrder } from "./incoming-order.ts";
import { raiseOrderEvents } from "./raise-events.ts";
import { saveOrders } from "./save.ts";

/** Small enough that no row stays locked for long. */
const perTransaction = 100;

export interface RejectedOrder {
  index: number;
  externalOrderId: string | null;
  errors: FieldError[];
}

/**
 * Takes orders, each by itself: the faulty ones are named, the others kept. Orders are committed
 * before their events; what a crash leaves in between is raised by the same upload sent again, or
 * by the worker's sweep.
 */
export async function uploadOrders(
  context: ServiceContext,
  ingest: Ingest,
  inputs: readonly unknown[],
): Promise<{ rejected?: RejectedOrder[] }> {
  const parsed = inputs.map((input, index) =>
    parseOneOfMany(incomingOrder, input, ["orders", index]),
  );
  const good = parsed.flatMap((each) => (each.ok ? [each.data] : []));
  for (const part of partsOf(good)) {
    await raiseOrderEvents(context, ingest, await saveOrders(context, part), part);
  }
  if (good.length > 0) await context.afterCommit(notifyDispatchers);
  const rejected = parsed.flatMap((each, index) => {
    if (each.ok) return [];
    return [{ index, externalOrderId: externalIdOf(inputs[index]), errors: each.errors }];
  });
  return rejected.length === 0 ? {} : { rejected };
}

/**
 * Orders that may be kept together and their events raised after: none of an order or a person that
 * the part has already, as what an order stops must find what an earlier one has started.
 */
function partsOf(orders: readonly IncomingOrder[]): IncomingOrder[][] {
  const parts: IncomingOrder[][] = [];
  let part: IncomingOrder[] = [];
  let seen = new Set<string>();
  for (const order of orders) {
    const { externalId, identities } = order;
    const names = [`order ${externalId}`, ...identities.map(({ kind, value }) => kind + value)];
    if (part.length === perTransaction || names.some((name) => seen.has(name))) {
      parts.push(part);
      part = [];
      seen = new Set();
    }
    part.push(order);
    for (const name of names) seen.add(name);
  }
  return part.length === 0 ? parts : [...parts, part];
}

/** Keeps the order that an event tells of, as an upload would, and raises what it reached. */
export async function saveOrderOfEvent(
  context: ServiceContext,
  ingest: Ingest,
  order: IncomingOrder,
): Promise<void> {
  await raiseOrderEvents(context, ingest, await saveOrders(context, [order]), [order]);
  await context.afterCommit(notifyDispatchers);
}

function externalIdOf(input: unknown): string | null {
  if (typeof input !== "object" || input === null || !("externalOrderId" in input)) return null;
  const id = input.externalOrderId;
  return typeof id === "string" || typeof id === "number" ? String(id) : null;
}
