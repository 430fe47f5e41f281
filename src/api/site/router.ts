import type { NextFunction, Request, Response } from "express";
import { Router } from "express";
import { AppError } from "../../contract/errors.ts";
import {
  notificationReports,
  recordNotification,
} from "../../services/site/notification-reports.ts";
import type { NotificationReport } from "../../services/site/notification-reports.ts";
import { askFromSite } from "../../services/catalogue/interest.ts";
import {
  changeSubscription,
  subscribeBrowser,
  unsubscribeBrowser,
  webPushKey,
} from "../../services/site/web-push.ts";
import type { ServiceContext } from "../../services/context.ts";
import type { AppDependencies } from "../dependencies.ts";
import { recordSoon, signerLoader } from "../message-links.ts";
import { failureHandler, sendProblem } from "../problem.ts";
import { readBody } from "../read-body.ts";
import { bodyOf } from "./body-of.ts";
import { inboxRoutes } from "./inbox.ts";
import { siteScript } from "./scripts.ts";

const maxBytes = 16 * 1024;
const scriptSeconds = 300;

type Taking = (context: ServiceContext, body: unknown) => Promise<void>;
const pushCalls: Record<string, Taking> = {
  subscriptions: subscribeBrowser,
  unsubscribe: unsubscribeBrowser,
  changed: changeSubscription,
};

/** What scripts of ours on the pages of a shop load and call: open to every site, without cookies. */
export function siteRouter(deps: AppDependencies): Router {
  const router = Router();
  const loadSigner = signerLoader(deps);

  async function requireSite(request: Request): Promise<string> {
    const key = String(request.params["key"]);
    if (key !== (await loadSigner()).siteKey()) throw nothingThere();
    return key;
  }

  async function sendPushScript(
    name: "push.js" | "push-worker.js",
    request: Request,
    response: Response,
  ): Promise<void> {
    const key = await requireSite(request);
    const publicKey = await webPushKey(deps.context, deps.config.secretsKeys);
    if (publicKey === null) throw new AppError("not_found", "web push is not set up");
    const base = deps.config.publicUrl.replace(/\/$/, "");
    response.set("Cache-Control", `public, max-age=${scriptSeconds}`).type("text/javascript");
    response.send(siteScript(name, { base, key, publicKey }));
  }

  router.use("/site", forAnySite);
  router.get("/site/:key/push.js", (request, response) =>
    sendPushScript("push.js", request, response),
  );
  router.get("/site/:key/push-worker.js", (request, response) =>
    sendPushScript("push-worker.js", request, response),
  );
  router.post("/site/:key/push/:call", readBody(maxBytes), async (request, response) => {
    response.locals["route"] = "/site/:key/push/:call";
    await requireSite(request);
    const take = pushCalls[String(request.params["call"])];
    if (take === undefined) throw nothingThere();
    await take(deps.context, bodyOf(request));
    response.status(204).end();
  });
  router.post("/site/:key/products/ask", readBody(maxBytes), async (request, response) => {
    response.locals["route"] = "/site/:key/products/ask";
    await requireSite(request);
    await askFromSite(deps.context, bodyOf(request));
    response.status(204).end();
  });
  router.post("/site/messages/:token/:what", readBody(maxBytes), async (request, response) => {
    response.locals["route"] = "/site/messages/:token/:what";
    const messageId = (await loadSigner()).messageOf("report", String(request.params["token"]));
    const what = notificationReports.find((one) => one === request.params["what"]);
    if (messageId === null || what === undefined) throw nothingThere();
    await noteSoon(messageId, what);
    response.status(204).end();
  });
  inboxRoutes(router, deps, requireSite);
  router.use("/site", failureHandler(deps.log, sendProblem));
  return router;

  function noteSoon(messageId: string, what: NotificationReport): Promise<void> {
    return recordSoon(deps, { name: "a notification's report", messageId }, () =>
      recordNotification(deps.context, messageId, what),
    );
  }
}

function forAnySite(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "cross-origin",
  });
  next();
}

const nothingThere = () => new AppError("not_found", "there is nothing at this path");
