import { createRoute } from "@tanstack/react-router";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";
import { only } from "../search.ts";

const segments = createRoute({
  getParentRoute: () => inside,
  path: "/segments",
  validateSearch: only("search", "kind", "after"),
  component: lazyPage(
    () => import("../../pages/segments/SegmentsPage.tsx"),
    "SegmentsPage",
    "segments",
    "conditions",
  ),
});
const newSegment = createRoute({
  getParentRoute: () => inside,
  path: "/segments/new",
  component: lazyPage(
    () => import("../../pages/segments/NewSegmentPage.tsx"),
    "NewSegmentPage",
    "segments",
    "conditions",
  ),
});
/** `tab`: members, rule, moves or uses; `search` and `after` are of the members. */
const segment = createRoute({
  getParentRoute: () => inside,
  path: "/segments/$id",
  validateSearch: only("tab", "search", "after"),
  component: lazyPage(
    () => import("../../pages/segments/SegmentPage.tsx"),
    "SegmentPage",
    "segments",
    "conditions",
  ),
});

export const segmentRoutes = [segments, newSegment, segment];
