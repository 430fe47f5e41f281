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
  ),
});

export const settingsRoutes = [auditLog, suppressions] as const;
