import { createRoute } from "@tanstack/react-router";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";
import { only } from "../search.ts";

const templates = createRoute({
  getParentRoute: () => inside,
  path: "/templates",
  validateSearch: only("search", "after"),
  component: lazyPage(
    () => import("../../pages/templates/TemplatesPage.tsx"),
    "TemplatesPage",
    "templates",
    "preview",
  ),
});
const template = createRoute({
  getParentRoute: () => inside,
  path: "/templates/$id",
  component: lazyPage(
    () => import("../../pages/templates/TemplatePage.tsx"),
    "TemplatePage",
    "templates",
    "preview",
  ),
});

export const templateRoutes = [templates, template] as const;
