import { orderBody, ordersBody } from "../../../contract/api/orders.ts";
import { knownOrderFields } from "../../../services/orders/order-of-event.ts";
import { parse } from "../../../contract/parse.ts";
import { parseIdentity } from "../../../domain/identity.ts";
import { uploadOrders } from "../../../services/orders/upload.ts";
import type { Endpoint } from "./endpoint.ts";
import { mebibyte, saysBasic } from "./endpoint.ts";
import { misnamedIn } from "./misnamed.ts";

/** The API's own orders, answered as this format's clients expect: with nothing when all were taken. */
export const orderEndpoints: Endpoint[] = [
  {
    method: "post",
    path: "/api/v1/orders",
    scope: "send",
    body: { limit: 5 * mebibyte, list: "orders" },
    claims: saysBasic,
    handle: async ({ context, ingest }, { body }) => {
      const { orders } = parse(ordersBody, onlyOrders(body));
      const answer = await uploadOrders(context, ingest, orders.map(readable));
      return answer.rejected === undefined ? "empty" : { json: answer };
    },
  },
];

function onlyOrders(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("orders" in body)) return body;
  return { orders: body.orders };
}

const otherNames = {
  orderId: "externalOrderId",
  customerId: "externalCustomerId",
  total: "totalCost",
  products: "items",
  lineItems: "items",
};

/**
 * An order without unknown fields, and without an address that can't be read where another says
 * whose order it is: shops send phone numbers as people write them.
 */
function readable(input: unknown): unknown {
  const known = knownOrderFields(input);
  if (typeof known !== "object" || known === null || typeof input !== "object" || input === null) {
    return known;
  }
  // Kept, so that they are told as unknown.
  const names = misnamedIn(input, Object.keys(orderBody.shape), otherNames).map(({ name }) => name);
  const misnamed = Object.entries(input).filter(([name]) => names.includes(name));
  const order = { ...known, ...Object.fromEntries(misnamed) };
  const { externalCustomerId, email, phone } = order as Record<string, unknown>;
  const outcomes = {
    externalCustomerId: parseIdentity("contactId", externalCustomerId).outcome,
    email: parseIdentity("email", email).outcome,
    phone: parseIdentity("phone", phone).outcome,
  };
  if (!Object.values(outcomes).includes("identity")) return order;
  const unreadable = Object.entries(outcomes).filter(([, outcome]) => outcome === "invalid");
  return { ...order, ...Object.fromEntries(unreadable.map(([name]) => [name, null])) };
}
