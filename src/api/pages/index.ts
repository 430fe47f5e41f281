import type { NextFunction, Request, Response, Router as ExpressRouter } from "express";
import { Router } from "express";
import { overview } from "../../services/home/overview.ts";
import { temporalUiUrl } from "../../services/runs/temporal-url.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { docsRouter } from "./docs.ts";
import { homePage } from "./home.ts";
import { inboxRouter } from "./inbox.ts";
import { sendPage } from "./layout.ts";
import { requireSession } from "./session.ts";
import { signInRouter } from "./sign-in.ts";
import { style } from "./style.ts";

/** The pages that the API serves itself: rendered here, without scripts, behind a session. */
export function pagesRouter(deps: ApiDependencies): ExpressRouter {
  const router = Router();
  router.get("/pages.css", (_request, response) => {
    response.set("Cache-Control", "public, max-age=300").type("css").send(style);
  });
  router.use(signInRouter(deps));
  // Named, not all: what is no page of ours is somebody else's to answer.
  router.use(["/inbox", "/docs"], requireSession(deps.db));
  router.get("/", requireSession(deps.db), async (_request, response) => {
    const main = homePage(await overview(deps.db), temporalUiUrl(deps.config.temporal));
    sendPage(response, { title: "Today", main, signedIn: true });
  });
  router.use(inboxRouter(deps.db));
  router.use(docsRouter());
  router.use(markAsPage);
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
