import { idParams } from "../../contract/api/fields.ts";
import { pageQuery } from "../../contract/api/page.ts";
import * as contract from "../../contract/api/webhooks.ts";
import {
  createActivityWebhook,
  deleteActivityWebhook,
  getActivityWebhook,
  listActivityWebhooks,
  renewSecret,
  updateActivityWebhook,
} from "../../services/activity-webhooks/activity-webhooks.ts";
import { listDeliveries, retryDelivery } from "../../services/activity-webhooks/deliveries.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Webhooks";

export const webhooksRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/webhooks",
    scope: "admin",
    tag,
    summary: "Create a webhook",
    description:
      "Requests carry a JSON array of activities, are signed, come in order and are repeated until " +
      "they are taken: after 1, 2, 4, 8 … minutes, then hourly, for three days. 409 when SECRETS_KEY " +
      "is not set.",
    body: contract.newActivityWebhook,
    answer: contract.createdActivityWebhook,
    status: 201,
    handle: ({ context, config }, { body }) =>
      createActivityWebhook(context, config.secretsKeys, body),
  }),
  defineRoute({
    method: "get",
    path: "/webhooks",
    scope: "admin",
    tag,
    summary: "List webhooks",
    description: "Newest first.",
    query: pageQuery,
    answer: contract.activityWebhookPage,
    handle: ({ context }, { query }) => listActivityWebhooks(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/webhooks/:id",
    scope: "admin",
    tag,
    summary: "Get a webhook",
    params: idParams,
    answer: contract.activityWebhook,
    handle: ({ context }, { params }) => getActivityWebhook(context, params.id),
  }),
  defineRoute({
    method: "patch",
    path: "/webhooks/:id",
    scope: "admin",
    tag,
    summary: "Update a webhook",
    params: idParams,
    body: contract.activityWebhookChange,
    answer: contract.activityWebhook,
    handle: ({ context }, { params, body }) => updateActivityWebhook(context, params.id, body),
  }),
  defineRoute({
    method: "delete",
    path: "/webhooks/:id",
    scope: "admin",
    tag,
    summary: "Delete a webhook",
    description: "With its deliveries, and what it was still to be told.",
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => deleteActivityWebhook(context, params.id),
  }),
  defineRoute({
    method: "post",
    path: "/webhooks/:id/secret",
    scope: "admin",
    tag,
    summary: "Rotate a webhook's secret",
    description: "The old one signs nothing any more.",
    params: idParams,
    answer: contract.renewedSecret,
    handle: ({ context, config }, { params }) =>
      renewSecret(context, config.secretsKeys, params.id),
  }),
  defineRoute({
    method: "get",
    path: "/webhooks/:id/deliveries",
    scope: "admin",
    tag,
    summary: "List a webhook's deliveries",
    description: "Newest first; those that have ended are kept for 30 days.",
    params: idParams,
    query: pageQuery,
    answer: contract.activityDeliveryPage,
    handle: ({ context }, { params, query }) => listDeliveries(context, params.id, query),
  }),
  defineRoute({
    method: "post",
    path: "/webhooks/:id/deliveries/:deliveryId/retry",
    scope: "admin",
    tag,
    summary: "Retry a delivery",
    description: "Also what was given up. 409 for what was delivered.",
    params: contract.deliveryParams,
    answer: contract.activityDelivery,
    handle: ({ context }, { params }) => retryDelivery(context, params.id, params.deliveryId),
  }),
];
