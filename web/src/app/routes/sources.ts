import { createRoute } from "@tanstack/react-router";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";
import { only } from "../search.ts";

const sources = createRoute({
  getParentRoute: () => inside,
  path: "/sources",
  validateSearch: only("after"),
  component: lazyPage(
    () => import("../../pages/sources/SourcesPage.tsx"),
    "SourcesPage",
    "sources",
  ),
});
const source = createRoute({
  getParentRoute: () => inside,
  path: "/sources/$id",
  /** `sample`: which delivery is pointed into. */
  validateSearch: only("sample"),
  component: lazyPage(
    () => import("../../pages/sources/SourcePage.tsx"),
    "SourcePage",
    "sources",
    "api-words",
  ),
});

export const sourceRoutes = [sources, source] as const;
