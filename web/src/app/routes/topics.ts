import { createRoute } from "@tanstack/react-router";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";
import { only } from "../search.ts";

/** `tab`: topics, or the preference page. */
const topics = createRoute({
  getParentRoute: () => inside,
  path: "/topics",
  validateSearch: only("tab", "search", "after"),
  component: lazyPage(() => import("../../pages/topics/TopicsPage.tsx"), "TopicsPage", "topics"),
});

export const topicRoutes = [topics];
