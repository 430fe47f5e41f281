import { join } from "node:path";
import type { Router as ExpressRouter } from "express";
import { Router } from "express";
import { projectRoot } from "../../platform/project-root.ts";

const built = join(projectRoot, "packages", "client", "dist");

/** The script with which pages of other sites send events. */
export function snippetRouter(): ExpressRouter {
  const router = Router();
  router.get("/campanile.js", (_request, response, next) => {
    response.set({
      "Cache-Control": "public, max-age=3600",
      "Cross-Origin-Resource-Policy": "cross-origin",
    });
    // Where it was not built, there is nothing at this path.
    response.sendFile("snippet.js", { root: built, cacheControl: false }, (error) => {
      if (error !== undefined) next("status" in error && error.status === 404 ? undefined : error);
    });
  });
  return router;
}
