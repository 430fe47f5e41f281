import type { NextFunction, Request, Response, Router as ExpressRouter } from "express";
import { Router } from "express";
import { AppError } from "../../contract/errors.ts";
import { isUnavailable } from "../../db/database.ts";
import { overview } from "../../services/home/overview.ts";
import { temporalUiUrl } from "../../services/runs/temporal-url.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { problemOf } from "../problem.ts";
import { docsRouter } from "./docs.ts";
import { homePage } from "./home.ts";
import { html } from "./html.ts";
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
  router.use(faultPage);
  return router;
}

/** Says in a page what went wrong, where it is of use to the reader; the rest goes to the log. */
function faultPage(
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (response.headersSent) return next(error);
  const known =
    error instanceof AppError
      ? problemOf(error)
      : isUnavailable(error)
        ? {
            status: 503,
            title: "Unavailable",
            detail: "the database can't be reached: try again in a moment",
          }
        : undefined;
  if (known === undefined) return next(error);
  const main = html`<h1>${known.title}</h1>
    <p>${known.detail}</p>
    <p><a href="/">To the home page</a></p>`;
  sendPage(response, { title: known.title, main, signedIn: false }, known.status);
}
