import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Router as ExpressRouter } from "express";
import express, { Router } from "express";
import expressStaticGzip from "express-static-gzip";
import { AppError } from "../../contract/errors.ts";
import { projectRoot } from "../../platform/project-root.ts";

const bundle = join(projectRoot, "web", "dist");

/** The bundle's own paths: what is missing there is missing, and no page. */
const ownPaths = /^\/(api|assets|docs|c|o|u)(\/|$)|\.[a-z0-9]+$/i;

/**
 * The single-page app: its files, and its one HTML document at every other path that a browser asks
 * for a page. The app finds out by itself whether there is something at the path.
 */
export function appRouter(): ExpressRouter {
  const router = Router();
  router.use("/assets", assets());
  router.use(express.static(bundle, { index: false, maxAge: "5m", dotfiles: "ignore" }));
  router.get("/*path", sendDocument);
  router.get("/", sendDocument);
  return router;
}

/** Compressed where the build has done so: most browsers come over a network, and not over a proxy that does it. */
function assets(): ExpressRouter {
  const folder = join(bundle, "assets");
  const router = Router();
  router.use(
    expressStaticGzip(folder, {
      enableBrotli: true,
      orderPreference: ["br", "gzip"],
      index: false,
      // Their names change with their contents.
      serveStatic: { index: false, immutable: true, maxAge: "1y" },
    }),
  );
  // What is gone since the start is answered in words, and these are not compressed.
  router.use((_request, response, next) => {
    response.removeHeader("Content-Encoding");
    next();
  });
  return router;
}

const sendDocument: express.RequestHandler = (request, response, next) => {
  const isPage = request.accepts(["json", "html"]) === "html" && !ownPaths.test(request.path);
  if (!isPage) return next();
  if (!existsSync(join(bundle, "index.html"))) {
    return next(new AppError("not_found", "the pages are not built: npm run build makes them"));
  }
  response.set({ "Cache-Control": "no-cache" });
  response.sendFile("index.html", { root: bundle });
};
