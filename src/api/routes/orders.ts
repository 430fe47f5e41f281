import { pageOf } from "../../contract/api/page.ts";
import {
  order,
  orderParams,
  ordersAnswer,
  ordersBody,
  ordersQuery,
} from "../../contract/api/orders.ts";
import { getOrder, listOrders } from "../../services/orders/orders.ts";
import { uploadOrders } from "../../services/orders/upload.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Orders";

export const ordersRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/orders",
    scope: "send",
    tag,
    summary: "Upload up to 1,000 orders",
    description:
      "Each order stands for itself: the good ones are kept, `rejected` names the others. A status " +
      "that an order reaches for the first time raises its event (`orderDELIVERED`, …) once. " +
      "Uploads may arrive in any order: a status further on always counts, the same status unless " +
      "its date is older, an earlier status only with a later date; anything else is old news and " +
      "changes nothing. At most 5 MiB.",
    body: ordersBody,
    list: "orders",
    answer: ordersAnswer,
    handle: ({ context, ingest }, { body }) => uploadOrders(context, ingest, body.orders),
  }),
  defineRoute({
    method: "get",
    path: "/orders",
    scope: "read",
    tag,
    summary: "List orders",
    description: "The latest date first.",
    query: ordersQuery,
    answer: pageOf(order),
    handle: ({ context }, { query }) => listOrders(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/orders/:externalId",
    scope: "read",
    tag,
    summary: "Get an order by its external id",
    params: orderParams,
    answer: order,
    handle: ({ context }, { params }) => getOrder(context, params.externalId),
  }),
];
