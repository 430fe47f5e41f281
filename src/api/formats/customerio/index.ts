import type { NextFunction, Request, RequestHandler, Response } from "express";
import { Router } from "express";
import { AppError } from "../../../contract/errors.ts";
import type { Scope } from "../../../contract/scopes.ts";
import { utf8Text } from "../../../platform/utf8.ts";
import { failureHandler } from "../../problem.ts";
import { readJson } from "../../body.ts";
import { forCaller } from "../../caller-context.ts";
import type { Caller } from "../../route.ts";
import { admit, basicOf } from "../admit.ts";
import { readBody } from "../../read-body.ts";
import { manyIn } from "../body.ts";
import { objectOf } from "../event-step.ts";
import type { Format, FormatDependencies } from "../format.ts";
import { storable } from "../storable.ts";
import type { Fields, Outcome } from "./calls.ts";
import * as calls from "./calls.ts";

const limit = 1024 * 1024;
/** What our own list of events may have: its path is shared. */
const listLimit = 5 * 1024 * 1024;

/** The track form of Customer.io's SDKs. */
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
      router[method](
        path,
        named(path),
        admitted(deps, scope),
        readBody(limit),
        (request, response) =>
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
    router.post("/api/v1/events", onlyBasic, admitted(deps, "send"), readList, anonymous(deps));
    router.use(
      failureHandler(deps.log, ({ response, problem }) => {
        response.status(problem.status).json({ meta: { error: problem.detail } });
      }),
    );
    return router;
  },
};

function named(path: string): RequestHandler {
  return (_request, response, next) => {
    response.locals["route"] = path;
    next();
  };
}

/** The site's id is the user, the API key the password. */
function admitted(deps: FormatDependencies, scope: Scope): RequestHandler {
  return async (request, response, next) => {
    response.locals["caller"] = await admit(deps, request, basicOf(request)?.password, scope);
    next();
  };
}

/** What a call is given for the caller that was admitted. */
function callerOf(deps: FormatDependencies, response: Response): FormatDependencies {
  return forCaller(deps, response.locals["caller"] as Caller, response);
}

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

const onlyBasic: RequestHandler = (request, _response, next) => {
  next(/^basic /i.test(request.headers.authorization ?? "") ? undefined : "router");
};

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
