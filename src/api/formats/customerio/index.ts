import type { NextFunction, Request, RequestHandler, Response } from "express";
import { Router } from "express";
import { AppError } from "../../../contract/errors.ts";
import type { Scope } from "../../../contract/scopes.ts";
import { utf8Text } from "../../../platform/utf8.ts";
import { readJson } from "../../body.ts";
import { readBody } from "../../read-body.ts";
import { manyIn } from "../body.ts";
import { objectOf } from "../event-step.ts";
import type { Format, FormatDependencies } from "../format.ts";
import { storable } from "../storable.ts";
import { admitted, callerOf } from "./admitted.ts";
import { appApi } from "./app-api.ts";
import type { Fields, Outcome } from "./calls.ts";
import * as calls from "./calls.ts";
import { failure } from "./failure.ts";
import { readMetric, reportMetric } from "./metrics.ts";
import { trackV2 } from "./v2/router.ts";

const limit = 1024 * 1024;
/** What our own list of events may have: its path is shared. */
const listLimit = 5 * 1024 * 1024;

/** The track form of Customer.io's SDKs, in both versions, and what its App API sends. */
export const customerio: Format = {
  name: "customerio",
  router: (deps) => {
    const router = Router();
    const customer = "/api/v1/customers/:id";
    const serve = (
      method: "put" | "post" | "delete",
      path: string,
      call: (deps: FormatDependencies, params: Fields, body: Fields) => Promise<Outcome>,
      scope: Scope = "send",
    ): void => {
      router[method](path, admitted(deps, scope, path), readBody(limit), (request, response) =>
        answer(response, call(callerOf(deps, response), request.params, bodyOf(request))),
      );
    };
    serve("put", customer, calls.identify);
    serve("delete", customer, calls.erase, "manage");
    serve("post", `${customer}/events`, calls.track);
    serve("put", `${customer}/devices`, calls.addDevice);
    serve("delete", `${customer}/devices/:device`, calls.dropDevice);
    serve("post", `${customer}/suppress`, calls.suppress);
    serve("post", `${customer}/unsuppress`, calls.unsuppress);
    serve("post", "/api/v1/merge_customers", calls.merge, "manage");
    const events = "/api/v1/events";
    router.post(events, onlyBasic, admitted(deps, "send", events), readList, anonymous(deps));
    for (const path of ["/api/v1/metrics", "/api/v1/push/events"]) {
      router.post(path, admittedIfNamed(deps, path), readBody(limit), metric(deps));
    }
    router.use(trackV2(deps), appApi(deps), failure(deps.log));
    return router;
  },
  unknownPaths: (deps) => {
    const router = Router();
    router.use(["/api/v1", "/api/v2", "/v1"], ({ baseUrl, path, headers }, response, next) => {
      // Another format's, asked for with a method that it has not.
      if (baseUrl === "/api/v2" && retenoPath.test(path)) return next();
      // Our own API's callers mostly say Bearer, and have errors of their own.
      if (baseUrl === "/api/v1" && !saysBasic(headers.authorization)) return next();
      response.locals["route"] = `${baseUrl} (customerio)`;
      next(new AppError("not_found", "there is nothing at this path"));
    });
    router.use(failure(deps.log));
    return router;
  },
};

const retenoPath = /^\/(?:event|past_events)\/?$/;

/** Suppressing and the like come without a body. */
function bodyOf(request: Request): Fields {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return {};
  return objectOf(storable(manyIn(request, limit)));
}

async function answer(response: Response, outcome: Promise<Outcome>): Promise<void> {
  const fault = await outcome;
  if (fault !== null) throw new AppError("invalid", fault);
  response.json({});
}

const saysBasic = (header: string | undefined): boolean => /^basic /i.test(header ?? "");

const onlyBasic: RequestHandler = (request, _response, next) => {
  next(saysBasic(request.headers.authorization) ? undefined : "router");
};

/** Metrics need no key there: a message's id is known to who has the message. A wrong one is told. */
function admittedIfNamed(deps: FormatDependencies, path: string): RequestHandler {
  const admit = admitted(deps, "send", path);
  return async (request, response, next) => {
    response.locals["route"] = path;
    if (request.headers.authorization === undefined) next();
    else await admit(request, response, next);
  };
}

/** What became of a message, by its id: in the newer form of all channels, or in that of pushes. */
function metric(deps: FormatDependencies) {
  return async (request: Request, response: Response): Promise<void> => {
    const body = bodyOf(request);
    const read = readMetric({
      deliveryId: body["delivery_id"],
      metric: body["metric"] ?? body["event"],
      href: body["href"],
      timestamp: body["timestamp"],
    });
    if (typeof read === "string") throw new AppError("invalid", read);
    await reportMetric(deps.context, read);
    response.json({});
  };
}

// Our own route gets the bytes that are not this format's.
const readList = readBody(listLimit);

/** An event of nobody known. With `events` in its body it is our own list, by a key in Basic. */
function anonymous(deps: FormatDependencies) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const bytes: unknown = request.body;
    const isEmpty = !Buffer.isBuffer(bytes) || bytes.length === 0;
    const body = isEmpty ? {} : readJson(utf8Text(bytes, "the body"));
    const fields = objectOf(body);
    if (fields["name"] === undefined || fields["events"] !== undefined) return next("router");
    response.locals["route"] = "/api/v1/events (customerio)";
    await answer(response, calls.track(callerOf(deps, response), {}, objectOf(storable(fields))));
  };
}
