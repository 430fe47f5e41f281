import { z } from "zod";
import type { ApiClient } from "./api-client.ts";
import { eventTypeKey } from "./campaign.ts";
import type { Purchase } from "./purchases.ts";

const perRequest = 250;

const ordersAnswer = z.object({ rejected: z.array(z.unknown()).optional() });
const eventsAnswer = z.object({
  results: z.array(z.object({ status: z.string(), errors: z.unknown().optional() })),
});

/** What has been sent up to now. */
export interface Sent {
  orders: number;
  events: number;
}

/**
 * Sends each purchase as an order and then as an event that names it. One request at a time, so
 * that events arrive in the history's order; repeated ones are harmless by their message ids.
 * @throws Error with the first refusal
 */
export async function sendPurchases(
  api: ApiClient,
  purchases: readonly Purchase[],
  sent: Sent,
): Promise<void> {
  for (let from = 0; from < purchases.length; from += perRequest) {
    const part = purchases.slice(from, from + perRequest);
    const orders = ordersAnswer.parse(await api.post("/orders", { orders: part.map(orderOf) }));
    if (orders.rejected !== undefined) refuse("an order", orders.rejected[0]);
    sent.orders += part.length;
    const { results } = eventsAnswer.parse(
      await api.post("/events", { events: part.map(eventOf) }),
    );
    const refused = results.find(({ status }) => status !== "accepted" && status !== "duplicate");
    if (refused !== undefined) refuse("an event", refused);
    sent.events += results.length;
  }
}

function refuse(what: string, answer: unknown): never {
  throw new Error(`${what} was refused: ${JSON.stringify(answer)}`);
}

function orderOf({ orderId, customer, email, date, quantity, total }: Purchase): object {
  return {
    externalOrderId: orderId,
    externalCustomerId: customer,
    email,
    status: "DELIVERED",
    date,
    totalCost: total,
    currency: "USD",
    items: [{ externalItemId: "CD", name: "Compact disc", quantity }],
  };
}

function eventOf({ orderId, customer, email, date }: Purchase): object {
  return {
    eventTypeKey,
    keyValue: orderId,
    params: { orderId },
    contact: { contactId: customer, email },
    messageId: `${eventTypeKey}/${orderId}`,
    occurredAt: date,
  };
}
