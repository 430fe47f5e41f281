import type { OrderStatus } from "../../src/domain/order-status.ts";

export interface ToldOrder {
  id: string;
  status: OrderStatus;
  /** In ISO 8601. */
  date: string;
}

/** A way in which orders are told, and the statuses that can be told by it, from the first on. */
export interface OrderWay {
  statuses: readonly OrderStatus[];
  /** Resolves when it was answered with success; rejects otherwise. */
  tell(api: { url: string; key: string }, order: ToldOrder): Promise<void>;
}

async function post(url: string, authorization: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text}`);
}

const basic = (credentials: string): string =>
  `Basic ${Buffer.from(credentials).toString("base64")}`;

const uploaded = ({ id, status, date }: ToldOrder) => ({
  orders: [
    {
      externalOrderId: id,
      status,
      date,
      totalCost: 5,
      currency: "EUR",
      email: `${id}@example.com`,
    },
  ],
});

const all = [
  "ABANDONED_SHOPPING_CART",
  "INITIALIZED",
  "IN_PROGRESS",
  "DELIVERED",
  "CANCELLED",
] as const;

const eventKeys: Partial<Record<OrderStatus, string>> = {
  INITIALIZED: "orderCreated",
  IN_PROGRESS: "orderUpdated",
  DELIVERED: "orderDelivered",
  CANCELLED: "orderCancelled",
};

/** All ways in which somebody outside tells of orders. */
export const orderWays: Record<string, OrderWay> = {
  "an upload to the API": {
    statuses: all,
    tell: ({ url, key }, order) => post(`${url}/api/v1/orders`, `Bearer ${key}`, uploaded(order)),
  },
  "an upload in Reteno's form": {
    statuses: all,
    tell: ({ url, key }, order) =>
      post(`${url}/api/v1/orders`, basic(`any:${key}`), uploaded(order)),
  },
  "Reteno's events of orders": {
    statuses: ["INITIALIZED", "IN_PROGRESS", "DELIVERED", "CANCELLED"],
    tell: ({ url, key }, { id, status, date }) => {
      const params = {
        externalOrderId: id,
        status,
        email: `${id}@example.com`,
        date,
        totalCost: 5,
      };
      return post(`${url}/api/v3/event`, basic(`any:${key}`), {
        eventTypeKey: eventKeys[status],
        keyValue: id,
        params: { ...params, currency: "EUR" },
      });
    },
  },
  "Segment's events of orders": {
    statuses: ["INITIALIZED", "CANCELLED"],
    tell: ({ url, key }, { id, status, date }) =>
      post(`${url}/v1/track`, basic(`${key}:`), {
        event: status === "INITIALIZED" ? "Order Completed" : "Order Cancelled",
        userId: id,
        messageId: `${id} ${status}`,
        timestamp: date,
        properties: { order_id: id, total: 5, currency: "EUR" },
      }),
  },
};
