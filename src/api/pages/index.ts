import type { NextFunction, Request, Response, Router as ExpressRouter } from "express";
import { Router } from "express";
import type { AppDependencies } from "../dependencies.ts";
import { appRouter } from "./app.ts";
import { docsRouter } from "./docs.ts";
import { inboxRouter } from "./inbox.ts";
import { requireSession } from "./session.ts";
import { snippetRouter } from "./snippet.ts";
import { style } from "./style.ts";

/** What browsers get: a mail as it came, the API reference, and at every other path the app of web/. */
export function pagesRouter(deps: AppDependencies): ExpressRouter {
  const router = Router();
  router.get("/pages.css", (_request, response) => {
    response.set("Cache-Control", "public, max-age=300").type("css").send(style);
  });
  // Named, not all: what is no page of ours is somebody else's to answer.
  router.use(
    ["/inbox/:id/html", "/inbox/:id/raw", "/inbox/:id/files", "/docs"],
    requireSession(deps.db),
  );
  router.use(snippetRouter());
  router.use(inboxRouter(deps.context));
  router.use(docsRouter());
  router.use(markAsPage);
  router.use(appRouter());
  return router;
}

/** A page that fails is answered with a page, whatever the client says that it accepts. */
function markAsPage(
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  response.locals["page"] = true;
  next(error);
}
