import { createRoute } from "@tanstack/react-router";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";

const workers = createRoute({
  getParentRoute: () => inside,
  path: "/workers",
  component: lazyPage(
    () => import("../../pages/workers/WorkersPage.tsx"),
    "WorkersPage",
    "workers",
    "api-words",
  ),
});

export const workerRoutes = [workers] as const;
