import { createRoute } from "@tanstack/react-router";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";
import { only } from "../search.ts";

const imports = createRoute({
  getParentRoute: () => inside,
  path: "/import",
  validateSearch: only("after"),
  component: lazyPage(() => import("../../pages/import/ImportsPage.tsx"), "ImportsPage", "import"),
});
const newImport = createRoute({
  getParentRoute: () => inside,
  path: "/import/new",
  component: lazyPage(
    () => import("../../pages/import/NewImportPage.tsx"),
    "NewImportPage",
    "import",
    "api-words",
  ),
});
const oneImport = createRoute({
  getParentRoute: () => inside,
  path: "/import/$id",
  component: lazyPage(
    () => import("../../pages/import/ImportPage.tsx"),
    "ImportPage",
    "import",
    "api-words",
  ),
});

export const importRoutes = [imports, newImport, oneImport];
