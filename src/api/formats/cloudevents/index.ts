import type { NextFunction, Request, RequestHandler, Response } from "express";
import { Router } from "express";
import { AppError } from "../../../contract/errors.ts";
import { failureHandler, sendProblem } from "../../problem.ts";
import { forCaller } from "../../caller-context.ts";
import type { Caller } from "../../route.ts";
import { admit, basicOf } from "../admit.ts";
import { readBody } from "../../read-body.ts";
import { textOf } from "../event-step.ts";
import type { Format, FormatDependencies } from "../format.ts";
import { ingestMessages } from "../ingest-messages.ts";
import { batch, eventsIn, mediaTypeOf } from "./read.ts";
import { stepsOf } from "./steps.ts";

const path = "/cloudevents";
const limit = 1024 * 1024;
const batchLimit = 5 * limit;

/** CloudEvents 1.0 over HTTP: one event in its headers or its body, or a batch. */
export const cloudevents: Format = {
  name: "cloudevents",
  router: (deps) => {
    const router = Router();
    router.use(path, (_request, response, next) => {
      response.locals["route"] = path;
      response.set("Cache-Control", "no-store");
      next();
    });
    router.options(path, allowSender);
    router.post(path, admitted(deps), readEvents, (request, response) =>
      take(forCaller(deps, response.locals["caller"] as Caller, response), request, response),
    );
    router.use(path, failureHandler(deps.log, sendProblem));
    return router;
  },
};

/** Some senders ask first whether they may (the HTTP webhook's handshake). */
function allowSender(request: Request, response: Response): void {
  const origin = request.get("webhook-request-origin");
  if (origin !== undefined) {
    response.set({ "WebHook-Allowed-Origin": origin, "WebHook-Allowed-Rate": "*" });
  }
  response.set("Allow", "POST, OPTIONS").status(200).end();
}

/** The key stands in the header Authorization, or, for senders that know only an address, in that. */
function admitted(deps: FormatDependencies): RequestHandler {
  return async (request, response, next) => {
    const key = basicOf(request)?.password ?? textOf(request.query["access_token"]);
    response.locals["caller"] = await admit(deps, request, key);
    next();
  };
}

const readOne = readBody(limit);
const readMany = readBody(batchLimit);

function readEvents(request: Request, response: Response, next: NextFunction): void {
  void (mediaTypeOf(request) === batch ? readMany : readOne)(request, response, next);
}

/**
 * Answered without a body: some senders take one for an event in reply. But for a batch of which some
 * could not be taken: those are named, and the others are in.
 */
async function take(deps: FormatDependencies, request: Request, response: Response): Promise<void> {
  const events = eventsIn(request, batchLimit);
  const faults = await ingestMessages(deps, events.map(stepsOf));
  const rejected = faults.flatMap((message, index) =>
    message === null ? [] : [{ index, message }],
  );
  if (rejected.length === 0) return void response.status(202).end();
  deps.log.warn({ format: "cloudevents", of: events.length, rejected: rejected.length }, "refused");
  if (rejected.length === events.length) {
    throw new AppError("invalid", rejected[0]?.message ?? "nothing could be taken", {
      details: mediaTypeOf(request) === batch ? { rejected } : {},
    });
  }
  response.status(200).json({ rejected });
}
