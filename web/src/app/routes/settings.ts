import { createRoute } from "@tanstack/react-router";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";
import { only } from "../search.ts";

const auditLog = createRoute({
  getParentRoute: () => inside,
  path: "/settings/audit-log",
  validateSearch: only("actorId", "entity", "entityId", "action", "from", "to", "after"),
  component: lazyPage(
    () => import("../../pages/settings/audit-log/AuditLogPage.tsx"),
    "AuditLogPage",
    "settings",
  ),
});
const suppressions = createRoute({
  getParentRoute: () => inside,
  path: "/settings/suppressions",
  validateSearch: only("search", "channel", "reason", "after"),
  component: lazyPage(
    () => import("../../pages/settings/suppressions/SuppressionsPage.tsx"),
    "SuppressionsPage",
    "settings",
    "api-words",
  ),
});

const pressure = createRoute({
  getParentRoute: () => inside,
  path: "/settings/message-limits",
  component: lazyPage(
    () => import("../../pages/settings/pressure/PressurePage.tsx"),
    "PressurePage",
    "settings-pressure",
    "api-words",
  ),
});
const secrets = createRoute({
  getParentRoute: () => inside,
  path: "/settings/secrets",
  validateSearch: only("after"),
  component: lazyPage(
    () => import("../../pages/settings/secrets/SecretsPage.tsx"),
    "SecretsPage",
    "settings-secrets",
  ),
});
const site = createRoute({
  getParentRoute: () => inside,
  path: "/settings/site",
  component: lazyPage(
    () => import("../../pages/settings/site/SitePage.tsx"),
    "SitePage",
    "settings-site",
  ),
});
const identity = createRoute({
  getParentRoute: () => inside,
  path: "/settings/identification",
  component: lazyPage(
    () => import("../../pages/settings/identity/IdentityPage.tsx"),
    "IdentityPage",
    "settings-identity",
  ),
});
const rfm = createRoute({
  getParentRoute: () => inside,
  path: "/settings/rfm",
  component: lazyPage(
    () => import("../../pages/settings/rfm/RfmPage.tsx"),
    "RfmPage",
    "settings-rfm",
  ),
});

const retention = createRoute({
  getParentRoute: () => inside,
  path: "/settings/retention",
  component: lazyPage(
    () => import("../../pages/settings/retention/RetentionPage.tsx"),
    "RetentionPage",
    "settings-retention",
  ),
});
const workspace = createRoute({
  getParentRoute: () => inside,
  path: "/settings/workspace",
  component: lazyPage(
    () => import("../../pages/settings/WorkspacePage.tsx"),
    "WorkspacePage",
    "settings-workspace",
  ),
});
const consent = createRoute({
  getParentRoute: () => inside,
  path: "/settings/consent",
  component: lazyPage(
    () => import("../../pages/settings/ConsentPage.tsx"),
    "ConsentPage",
    "settings-consent",
  ),
});
const apiKeys = createRoute({
  getParentRoute: () => inside,
  path: "/settings/api-keys",
  validateSearch: only("after"),
  component: lazyPage(
    () => import("../../pages/settings/ApiKeysPage.tsx"),
    "ApiKeysPage",
    "settings-keys",
  ),
});
const people = createRoute({
  getParentRoute: () => inside,
  path: "/settings/people",
  /** `new`: the dialog that invites somebody is open. */
  validateSearch: only("new"),
  component: lazyPage(
    () => import("../../pages/settings/PeoplePage.tsx"),
    "PeoplePage",
    "settings-people",
  ),
});

const webhooks = createRoute({
  getParentRoute: () => inside,
  path: "/settings/webhooks",
  validateSearch: only("after"),
  component: lazyPage(
    () => import("../../pages/settings/WebhooksPage.tsx"),
    "WebhooksPage",
    "settings-webhooks",
  ),
});
const webhook = createRoute({
  getParentRoute: () => inside,
  path: "/settings/webhooks/$id",
  validateSearch: only("after"),
  component: lazyPage(
    () => import("../../pages/settings/WebhookPage.tsx"),
    "WebhookPage",
    "settings-webhooks",
  ),
});

export const settingsRoutes = [
  auditLog,
  suppressions,
  pressure,
  secrets,
  site,
  identity,
  rfm,
  retention,
  workspace,
  consent,
  apiKeys,
  people,
  webhooks,
  webhook,
] as const;
