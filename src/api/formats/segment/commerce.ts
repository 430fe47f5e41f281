import type { CartNews } from "../../../domain/cart.ts";
import { cartFactsIn } from "../../../domain/cart.ts";
import type { IncomingEvent } from "../../../domain/event.ts";
import type { OrderStatus } from "../../../domain/order-status.ts";
import type { IncomingOrder } from "../../../services/orders/incoming-order.ts";
import { orderBesideEvent } from "../../../services/orders/order-of-event.ts";
import { objectOf, orderKeyIn, textOf } from "../event-step.ts";

type Fields = Record<string, unknown>;

/**
 * What an event of Segment's specification of e-commerce tells of a cart.
 * @param message the call: its page is where the cart is seen
 */
export function cartNewsOf(name: string, properties: Fields, message: Fields): CartNews | null {
  switch (name.toLowerCase()) {
    case "cart viewed":
    case "checkout started":
      return wholeCart(properties, message);
    case "product added":
      return oneItem("added", properties);
    case "product removed":
      return oneItem("removed", properties);
    case "order completed":
      return { tells: "cart", items: [] };
    default:
      return null;
  }
}

/** An empty list clears the cart; where none is told, the items stay as they are. */
function wholeCart(properties: Fields, message: Fields): CartNews {
  const { products, cart_id: cartId, currency } = properties;
  const { url } = objectOf(objectOf(message["context"])["page"]);
  return {
    tells: "cart",
    items: Array.isArray(products) ? products : undefined,
    ...cartFactsIn({ currency, url, total: totalIn(properties) }),
    details: cartId === undefined ? {} : { cart_id: cartId },
  };
}

/** Its address is the product's, and its price that of one. */
function oneItem(tells: "added" | "removed", properties: Fields): CartNews {
  const { cart_id: _cartId, currency, ...item } = properties;
  return { tells, item, ...cartFactsIn({ currency }) };
}

function totalIn(properties: Fields): unknown {
  return properties["total"] ?? properties["value"] ?? properties["revenue"];
}

/** What each event says of the order; null: it tells more of one, which stays where it is. */
const statuses = new Map<string, OrderStatus | null>([
  ["order completed", "INITIALIZED"],
  ["order updated", null],
  ["order cancelled", "CANCELLED"],
]);

/** The order that an event of the specification tells of; null: none, or one without a number. */
export function orderOf(
  name: string,
  properties: Fields,
  event: IncomingEvent,
  receivedAt: Date,
): IncomingOrder | null {
  const status = statuses.get(name.toLowerCase());
  const externalOrderId = orderKeyIn(properties);
  if (status === undefined || externalOrderId === undefined) return null;
  const fields = {
    externalOrderId,
    status: status ?? "INITIALIZED",
    totalCost: totalIn(properties),
    currency: textOf(properties["currency"])?.toUpperCase(),
    shipping: properties["shipping"],
    discount: properties["discount"],
    taxes: properties["tax"],
    items: itemsOf(properties["products"]),
    storeId: properties["affiliation"],
  };
  const { order } = orderBesideEvent(fields, event, receivedAt);
  if (order === null || status === "INITIALIZED") return order;
  // Only the first says when it was ordered.
  return { ...order, unsaid: { status: status === null, date: true } };
}

function itemsOf(products: unknown): object[] | undefined {
  if (!Array.isArray(products)) return undefined;
  return products.map((each: unknown) => {
    const { product_id: id, sku, name, category, quantity, price, ...more } = objectOf(each);
    return {
      externalItemId: id ?? sku,
      name,
      category,
      quantity,
      cost: price,
      url: more["url"],
      imageUrl: more["image_url"],
    };
  });
}
