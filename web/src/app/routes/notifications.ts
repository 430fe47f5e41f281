import { createRoute } from "@tanstack/react-router";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";
import { only } from "../search.ts";

/** `tab`: rules, targets, or what was told. */
const notifications = createRoute({
  getParentRoute: () => inside,
  path: "/notifications",
  validateSearch: only("tab", "ruleId", "state", "after"),
  component: lazyPage(
    () => import("../../pages/notifications/NotificationsPage.tsx"),
    "NotificationsPage",
    "notifications",
  ),
});

export const notificationRoutes = [notifications] as const;
