import type { OrderStatus } from "../../domain/order-status.ts";
import { orderStatuses } from "../../domain/order-status.ts";
import { orderBody } from "../../contract/api/orders.ts";
import type { IncomingEvent } from "../../domain/event.ts";
import { jsonOfText } from "../../domain/json-text.ts";
import type { IncomingOrder } from "./incoming-order.ts";

/** Events that shops send to tell of an order, with the status that each means. */
const statusByKey: Record<string, OrderStatus> = {
  orderCreated: "INITIALIZED",
  orderUpdated: "IN_PROGRESS",
  orderDelivered: "DELIVERED",
  orderCancelled: "CANCELLED",
};

export const isOrderEvent = (typeKey: string): boolean => Object.hasOwn(statusByKey, typeKey);

/**
 * The order that an event tells of: its params are an order's fields. What can't be read is left
 * out, as the event itself is kept whatever it says of the order. Null: it tells of none.
 */
export function orderOfEvent(event: IncomingEvent, receivedAt: Date): IncomingOrder | null {
  const meant = statusByKey[event.typeKey];
  if (meant === undefined) return null;
  const said = readableFields(event.params);
  // "orderUpdated" may say any; the others say it by their name.
  const status = event.typeKey === "orderUpdated" ? (said.status ?? meant) : meant;
  const isGuessed = event.typeKey === "orderUpdated" && said.status === undefined;
  return orderFrom(said, event, { status, isGuessed, receivedAt });
}

/**
 * The order that somebody tells of beside an event: fields as an order has them, with a status.
 * @returns the order, and the names of fields that can't be read; null for one without a status
 */
export function orderBesideEvent(
  fields: Record<string, unknown>,
  event: IncomingEvent,
  receivedAt: Date,
): { order: IncomingOrder | null; unreadable: string[] } {
  const said = readableFields(fields);
  const unreadable = Object.keys(fields).filter((name) => !Object.hasOwn(said, name));
  if (said.status === undefined) return { order: null, unreadable };
  const { status } = said;
  return { order: orderFrom(said, event, { status, isGuessed: false, receivedAt }), unreadable };
}

function orderFrom(
  { externalOrderId, status: _said, date, totalCost, currency, items, ...details }: Partial<Fields>,
  event: IncomingEvent,
  { status, isGuessed, receivedAt }: { status: OrderStatus; isGuessed: boolean; receivedAt: Date },
): IncomingOrder {
  return {
    externalId: externalOrderId ?? event.keyValue,
    status,
    orderedAt: date ?? event.occurredAt ?? receivedAt,
    totalCost: totalCost ?? null,
    currency: currency ?? null,
    identities: event.identities,
    items: items ?? [],
    details: Object.fromEntries(Object.entries(details).filter(([, value]) => value != null)),
    unsaid: {
      status: isGuessed,
      date: date === undefined && event.occurredAt === undefined,
    },
  };
}

type Fields = ReturnType<typeof orderBody.parse>;

function readableFields(params: Record<string, unknown>): Partial<Fields> {
  const entries = Object.entries(orderBody.shape).flatMap(([name, schema]) => {
    const given = name === "items" ? knownItems(params[name]) : params[name];
    const parsed = schema.safeParse(name === "status" ? upper(given) : given);
    return given !== undefined && parsed.success ? [[name, parsed.data] as const] : [];
  });
  return Object.fromEntries(entries) as Partial<Fields>;
}

const itemFields = Object.keys(orderBody.shape.items.unwrap().unwrap().element.shape);

/** Items, as a list or as its JSON, without fields that nobody knows. */
function knownItems(given: unknown): unknown {
  const list: unknown = typeof given === "string" ? jsonOfText(given) : given;
  if (!Array.isArray(list)) return undefined;
  return list.map((item: unknown) => {
    if (typeof item !== "object" || item === null) return item;
    return Object.fromEntries(Object.entries(item).filter(([name]) => itemFields.includes(name)));
  });
}

/** An order without the fields that nobody knows, as its clients send them. */
export function knownOrderFields(given: unknown): unknown {
  if (typeof given !== "object" || given === null) return given;
  const known = Object.entries(given).filter(([name]) => Object.hasOwn(orderBody.shape, name));
  const order: Record<string, unknown> = Object.fromEntries(known);
  return Array.isArray(order["items"]) ? { ...order, items: knownItems(order["items"]) } : order;
}

function upper(status: unknown): unknown {
  const given = typeof status === "string" ? status.toUpperCase() : status;
  return orderStatuses.find((each) => each === given) ?? status;
}
