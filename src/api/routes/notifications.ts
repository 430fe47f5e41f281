import { idParams } from "../../contract/api/fields.ts";
import * as contract from "../../contract/api/notifications.ts";
import { pageQuery } from "../../contract/api/page.ts";
import { loadLinkSigner } from "../../services/clicks/link-signer.ts";
import { listNotifications } from "../../services/notifications/list.ts";
import * as rules from "../../services/notifications/rules.ts";
import * as targets from "../../services/notifications/targets.ts";
import { tryTarget } from "../../services/notifications/try-target.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Notifications";

export const notificationsRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/notifications",
    scope: "admin",
    tag,
    summary: "List what rules have found and who was told of it",
    description:
      "Newest first, each from its beginning to its end; what has ended is kept for 180 days.",
    query: contract.notificationsQuery,
    answer: contract.notificationPage,
    handle: ({ context }, { query }) => listNotifications(context, query),
  }),
  defineRoute({
    method: "post",
    path: "/notification-rules",
    scope: "admin",
    tag,
    summary: "Create a rule of notifications",
    description:
      "A worker looks at it every half minute. What it finds is told once to each of its targets, and " +
      "once more when it is over.",
    body: contract.newNotificationRule,
    answer: contract.notificationRule,
    status: 201,
    handle: ({ context }, { body }) => rules.createRule(context, body),
  }),
  defineRoute({
    method: "get",
    path: "/notification-rules",
    scope: "admin",
    tag,
    summary: "List rules of notifications",
    description: "Newest first.",
    query: pageQuery,
    answer: contract.notificationRulePage,
    handle: ({ context }, { query }) => rules.listRules(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/notification-rules/:id",
    scope: "admin",
    tag,
    summary: "Get a rule of notifications",
    params: idParams,
    answer: contract.notificationRule,
    handle: ({ context }, { params }) => rules.getRule(context, params.id),
  }),
  defineRoute({
    method: "patch",
    path: "/notification-rules/:id",
    scope: "admin",
    tag,
    summary: "Update a rule of notifications",
    description:
      "What it had found ends without a word where it is switched off or looks at something else from now on.",
    params: idParams,
    body: contract.notificationRuleChange,
    answer: contract.notificationRule,
    handle: ({ context }, { params, body }) => rules.updateRule(context, params.id, body),
  }),
  defineRoute({
    method: "delete",
    path: "/notification-rules/:id",
    scope: "admin",
    tag,
    summary: "Delete a rule of notifications",
    description: "With what it has found, and what was still to be told of it.",
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => rules.deleteRule(context, params.id),
  }),
  defineRoute({
    method: "post",
    path: "/notification-targets",
    scope: "admin",
    tag,
    summary: "Create a target of notifications",
    description:
      "An address of e-mail, an incoming webhook of Slack, or an address of your own, whose requests " +
      "are signed as those of webhooks are. Other than e-mail, 409 when SECRETS_KEY is not set.",
    body: contract.newNotificationTarget,
    answer: contract.createdNotificationTarget,
    status: 201,
    handle: ({ context, config }, { body }) =>
      targets.createTarget(context, config.secretsKeys, body),
  }),
  defineRoute({
    method: "get",
    path: "/notification-targets",
    scope: "admin",
    tag,
    summary: "List targets of notifications",
    description: "Newest first.",
    query: pageQuery,
    answer: contract.notificationTargetPage,
    handle: ({ context }, { query }) => targets.listTargets(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/notification-targets/:id",
    scope: "admin",
    tag,
    summary: "Get a target of notifications",
    params: idParams,
    answer: contract.notificationTarget,
    handle: ({ context }, { params }) => targets.getTarget(context, params.id),
  }),
  defineRoute({
    method: "patch",
    path: "/notification-targets/:id",
    scope: "admin",
    tag,
    summary: "Update a target of notifications",
    description: "Its address stays: for another one, make another target.",
    params: idParams,
    body: contract.notificationTargetChange,
    answer: contract.notificationTarget,
    handle: ({ context }, { params, body }) => targets.updateTarget(context, params.id, body),
  }),
  defineRoute({
    method: "delete",
    path: "/notification-targets/:id",
    scope: "admin",
    tag,
    summary: "Delete a target of notifications",
    description: "Rules tell it no more, and what it was still to be told is forgotten.",
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => targets.deleteTarget(context, params.id),
  }),
  defineRoute({
    method: "post",
    path: "/notification-targets/:id/test",
    scope: "admin",
    tag,
    summary: "Send a test to a target of notifications",
    description: "At once. The answer is 200 whatever became of it, and says that.",
    params: idParams,
    answer: contract.triedTarget,
    handle: async ({ context, config, db, renderer }, { params }) => {
      const links = await loadLinkSigner(db, config.publicUrl, config.secretsKeys);
      return tryTarget(context, { db, renderer, links, config }, params.id);
    },
  }),
];
