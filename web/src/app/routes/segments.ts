import { createRoute } from "@tanstack/react-router";
import { factPathsQuery } from "../../api/fact-paths.ts";
import { segmentQuery } from "../../api/segments.ts";
import { pageQuery } from "../../ui/use-page.ts";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";
import { only } from "../search.ts";

const segments = createRoute({
  getParentRoute: () => inside,
  path: "/segments",
  validateSearch: only("search", "kind", "after"),
  staticData: {
    asks: ({ search: { search, kind, after } }) => [
      pageQuery("/segments", { search, kind, after }),
      factPathsQuery,
    ],
  },
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
  staticData: {
    asks: ({ params: { id = "" }, search: { tab, search, after } }) => [
      segmentQuery(id),
      ...(tab === undefined ? [pageQuery(`/segments/${id}/members`, { search, after })] : []),
    ],
  },
  component: lazyPage(
    () => import("../../pages/segments/SegmentPage.tsx"),
    "SegmentPage",
    "segments",
    "conditions",
  ),
});

export const segmentRoutes = [segments, newSegment, segment];
