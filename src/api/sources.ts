import type { Request, RequestHandler, Response } from "express";
import { Router } from "express";
import { AppError } from "../contract/errors.ts";
import { utf8Text } from "../platform/utf8.ts";
import type { FoundSource } from "../services/sources/sources.ts";
import { findSource } from "../services/sources/sources.ts";
import { receiveDelivery } from "../services/sources/receive.ts";
import { hasToken, isSignedFor } from "../services/sources/verify.ts";
import { readJson } from "./body.ts";
import type { AppDependencies } from "./dependencies.ts";
import { storable } from "./formats/storable.ts";
import { failureHandler, sendProblem } from "./problem.ts";
import { readBody } from "./read-body.ts";

const path = "/in/:id{/:token}";
const limit = 1024 * 1024;

/** Takes the webhooks of others, each source at an address of its own. */
export function sourcesRouter(deps: AppDependencies): Router {
  const router = Router();
  router.post(path, admitted(deps), readBody(limit), (request, response) =>
    take(deps, request, response),
  );
  router.use("/in", failureHandler(deps.log, sendProblem));
  return router;
}

/** Before the body is read: who knows no address, or not its token, is not listened to. */
function admitted({ db }: AppDependencies): RequestHandler {
  return async (request, response, next) => {
    response.locals["route"] = "/in/:id";
    response.set("Cache-Control", "no-store");
    const { id, token } = request.params;
    const source = await findSource(db, id);
    if (source === null) {
      throw new AppError("not_found", "no source has this address, or it is switched off");
    }
    if (!hasToken(source, typeof token === "string" ? token : undefined)) throw notGenuine();
    response.locals["source"] = source;
    next();
  };
}

async function take(deps: AppDependencies, request: Request, response: Response): Promise<void> {
  const source = response.locals["source"] as FoundSource;
  const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (isWooCommercePing(source, request, body)) return void response.json({ status: "skipped" });
  const { headers } = request;
  if (!isSignedFor(source, deps.config.secretsKey, { headers, body }, new Date())) {
    throw notGenuine();
  }
  const received = await receiveDelivery(
    deps,
    source,
    { headers, body: storable(readJson(utf8Text(body, "the body"))) },
    new Date(),
  );
  if (received.status === "refused") throw new AppError("invalid", received.reason);
  response.json(received);
}

/** When a webhook is made there, WooCommerce asks for a 200 to a form with its number, unsigned. */
function isWooCommercePing({ preset }: FoundSource, request: Request, body: Buffer): boolean {
  return (
    preset === "woocommerce" &&
    request.is("application/x-www-form-urlencoded") !== false &&
    /^webhook_id=\d{1,20}$/.test(body.toString("latin1"))
  );
}

const notGenuine = () =>
  new AppError(
    "unauthenticated",
    "the delivery is not signed with this source's secret, or its address lacks the token",
  );
