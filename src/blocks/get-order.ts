import { z } from "zod";
import type { Facts } from "../domain/facts.ts";
import { orderStatuses } from "../domain/order-status.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";

const schema = z.strictObject({
  by: z
    .enum(["param", "latest"])
    .default("param")
    .meta({
      title: "Which order",
      labels: { param: "The one that a param of the event names", latest: "The contact's newest" },
    }),
  param: z.string().trim().min(1).max(100).default("orderId").meta({
    title: "Param",
    description: "Of the event, with the order's id",
  }),
  status: z
    .enum(orderStatuses)
    .optional()
    .meta({
      title: "Only with the status",
      description: "Of the contact's newest order",
      labels: {
        ABANDONED_SHOPPING_CART: "Abandoned cart",
        INITIALIZED: "Placed",
        IN_PROGRESS: "In progress",
        DELIVERED: "Delivered",
        CANCELLED: "Cancelled",
      },
    }),
});

/** The order's external id in the event: the named param, or for order events their own key. */
function orderIdOf(param: string, { event }: Facts): string | undefined {
  const value = event.params[param];
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "number") return String(value);
  return event.typeKey.startsWith("order") ? event.keyValue : undefined;
}

export const getOrder = defineBlock({
  kind: "getOrder",
  label: "Get order",
  description: "Reads an order, so that what follows can use its details.",
  group: "data",
  schema,
  role: "step",
  place: "database",
  branches: ["found", "notFound"],
  branchLabels: { found: "Found", notFound: "Not found" },
  summary: ({ by, param, status }) => {
    if (by === "param") return sayBlock("order", { param });
    return status === undefined
      ? sayBlock("latestOrder")
      : sayBlock("latestOrderOfStatus", { status });
  },
  issues: ({ by, status }) =>
    by === "param" && status !== undefined
      ? [{ field: "status", message: "goes with the latest order only" }]
      : [],
  perform: async (config, context) => {
    const externalId =
      config.by === "param" ? orderIdOf(config.param, await context.facts()) : undefined;
    if (config.by === "param" && externalId === undefined) {
      return { branch: "notFound", note: sayVisit("noParam", { param: config.param }) };
    }
    const { status = null } = config;
    const order = await context.orders.attach(
      externalId === undefined ? { latest: status } : { externalId },
    );
    if (!order) return { branch: "notFound", note: absentNote(externalId, status) };
    const note = sayVisit("order", { order: order.externalId });
    return { branch: "found", note, data: { order: order.externalId } };
  },
});

function absentNote(externalId: string | undefined, status: string | null): string {
  if (externalId !== undefined) return sayVisit("noOrder", { order: externalId });
  return status === null ? sayVisit("noOrderAtAll") : sayVisit("noOrderOfStatus", { status });
}
