import type { Request, RequestHandler, Response } from "express";
import { Router } from "express";
import { AppError } from "../contract/errors.ts";
import { unkeepableText } from "../contract/parse.ts";
import { unkeepable } from "../domain/keepable.ts";
import { presetOf } from "../domain/webhook-sources/presets.ts";
import type { FoundSource } from "../services/sources/sources.ts";
import { findSource } from "../services/sources/sources.ts";
import { receiveDelivery } from "../services/sources/receive.ts";
import { hasToken, isSignedFor } from "../services/sources/verify.ts";
import type { AppDependencies } from "./dependencies.ts";
import { failureHandler, sendProblem } from "./problem.ts";
import { storable } from "./formats/storable.ts";
import { readBody } from "./read-body.ts";
import { sourceBody } from "./source-body.ts";

const path = "/in/:id{/:token}";
const limit = 1024 * 1024;

/** Takes the webhooks of others, each source at an address of its own. */
export function sourcesRouter(deps: AppDependencies): Router {
  const router = Router();
  // Mandrill asks so whether somebody listens.
  router.head(path, admitted(deps), (_request, response) => void response.end());
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
  if (isPing(source, request, body)) return void response.json({ status: "skipped" });
  const { headers, originalUrl } = request;
  const { secretsKeys, publicUrl } = deps.config;
  const url = publicUrl + originalUrl;
  if (!isSignedFor(source, secretsKeys, { headers, body, url }, new Date())) throw notGenuine();
  const read = await sourceBody(request, body, presetOf(source.preset).formField);
  const received = await receiveDelivery(
    deps,
    source,
    { headers, body: read, sample: sampleOf(read), textFault },
    new Date(),
  );
  if (received.status !== "refused") return void response.json(received);
  if ("reason" in received) throw new AppError("invalid", received.reason);
  const { results } = received;
  throw new AppError("invalid", "no entry of the list can be taken", { details: { results } });
}

/** What is kept of a body to try mappings on; nothing of one that can't be kept. */
function sampleOf(body: unknown): unknown {
  try {
    return storable(body);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** What of a body can't be kept, in words. */
function textFault(value: unknown): string | null {
  const fault = unkeepable(value);
  return fault === null ? null : `it has a fault; ${unkeepableText(fault)}`;
}

const pings: Partial<Record<FoundSource["preset"], RegExp>> = {
  woocommerce: /^webhook_id=\d{1,20}$/,
  mandrill: /^mandrill_events=(?:%5B%5D|\[\])$/i,
};

/**
 * When a webhook is made there, WooCommerce asks for a 200 to a form with its number, unsigned, and
 * Mandrill to one without any event, signed with a key that is no secret.
 */
function isPing({ preset }: FoundSource, request: Request, body: Buffer): boolean {
  return (
    request.is("application/x-www-form-urlencoded") !== false &&
    pings[preset]?.test(body.toString("latin1")) === true
  );
}

const notGenuine = () =>
  new AppError(
    "unauthenticated",
    "the delivery is not signed with this source's secret, or its address lacks the token",
  );
