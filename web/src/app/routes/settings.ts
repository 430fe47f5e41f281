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

export const settingsRoutes = [
  auditLog,
  suppressions,
  pressure,
  secrets,
  site,
  identity,
  rfm,
] as const;
