import { cart, cartUpload } from "../../contract/api/carts.ts";
import { idParams } from "../../contract/api/fields.ts";
import { getCart, putCart } from "../../services/carts/carts.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Contacts";

export const cartsRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/contacts/:id/cart",
    scope: "read",
    tag,
    summary: "Get a contact's cart",
    description: "As events, orders and uploads have left it; without items where there is none.",
    params: idParams,
    answer: cart,
    handle: ({ context }, { params }) => getCart(context, params.id),
  }),
  defineRoute({
    method: "put",
    path: "/contacts/:id/cart",
    scope: "send",
    tag,
    summary: "Say what a contact has in the cart",
    description:
      "Raises the event `cartUpdated`. When nothing happens to a cart with items for as long as the " +
      "workspace's `cartAbandonedMinutes` says, and no order comes, `cartAbandoned` is raised once. " +
      "With the header `Idempotency-Key` the same request may be repeated.",
    params: idParams,
    body: cartUpload,
    answer: cart,
    handle: ({ context, ingest }, { params, body, request }) =>
      putCart(context, ingest, params.id, body, request.get("idempotency-key")),
  }),
  defineRoute({
    method: "delete",
    path: "/contacts/:id/cart",
    scope: "send",
    tag,
    summary: "Clear a contact's cart",
    description: "Raises the event `cartUpdated` without items.",
    params: idParams,
    status: 204,
    handle: async ({ context, ingest }, { params, request }) => {
      const key = request.get("idempotency-key");
      await putCart(context, ingest, params.id, { items: [] }, key);
    },
  }),
];
