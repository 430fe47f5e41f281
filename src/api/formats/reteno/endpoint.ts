import type { Request, RequestHandler, Response } from "express";
import { Router } from "express";
import { AppError } from "../../../contract/errors.ts";
import type { Scope } from "../../../contract/scopes.ts";
import { checkAddress, checkTexts } from "../../body.ts";
import { forCaller } from "../../caller-context.ts";
import type { Caller } from "../../route.ts";
import { readBody } from "../../read-body.ts";
import { jsonIn } from "../body.ts";
import type { FormatDependencies } from "../format.ts";

export const mebibyte = 1024 * 1024;

export interface Call {
  request: Request;
  response: Response;
  caller: Caller;
  /** Parsed JSON; undefined for an endpoint that takes none, or where nothing was sent. */
  body: unknown;
}

/** Status 200 unless the handler says otherwise: this format's clients take no other for success. */
export type Reply = { json: unknown } | { text: string } | "empty";

interface Body {
  limit: number;
  optional?: true;
  /** The field whose entries the handler takes or refuses one by one. */
  list?: string;
}

/** One endpoint of the format. */
export interface Endpoint {
  method: "get" | "post" | "put" | "delete";
  path: string;
  scope: Scope;
  /** JSON of at most so many bytes; "optional" may also be left out. */
  body?: Body;
  /** For a path that the API has too, tells whether a request is of this format's clients. */
  claims?(request: Request): boolean;
  /** Where the key stands, if not in the header Authorization. */
  keyOf?(request: Request): string | undefined;
  handle(deps: FormatDependencies, call: Call): Promise<Reply>;
}

/** Its clients say a user and, as password, the key; the API's own say Bearer. */
export function saysBasic(request: Request): boolean {
  return /^basic /i.test(request.get("authorization") ?? "");
}

export function endpointsRouter(endpoints: readonly Endpoint[], deps: FormatDependencies): Router {
  const router = Router();
  // Express would answer for paths that the API has too, and know this format's methods only.
  router.use((request, _response, next) =>
    next(request.method === "OPTIONS" ? "router" : undefined),
  );
  for (const endpoint of endpoints) {
    const { method, path, claims, body } = endpoint;
    const handlers: RequestHandler[] = [
      (request, _response, next) => next(claims?.(request) === false ? "route" : undefined),
      (request, response, next) => {
        response.locals["route"] = path;
        response.set("Cache-Control", "no-store");
        admit(endpoint, deps, request)
          .then((caller) => {
            response.locals["caller"] = caller;
            next();
          })
          .catch(next);
      },
      ...(body === undefined ? [] : [readBody(body.limit)]),
      (request, response, next) => {
        answer(endpoint, deps, request, response).catch(next);
      },
    ];
    router[method](path, ...handlers);
  }
  return router;
}

async function admit(
  { scope, keyOf }: Endpoint,
  { authenticator }: FormatDependencies,
  request: Request,
): Promise<Caller> {
  const key = keyOf?.(request);
  const caller = await (key === undefined
    ? authenticator(request)
    : authenticator.byKey(request, key));
  if (!caller.scopes.includes(scope)) {
    throw new AppError("forbidden", `this needs the scope "${scope}"`);
  }
  return caller;
}

async function answer(
  { handle, body: takes }: Endpoint,
  deps: FormatDependencies,
  request: Request,
  response: Response,
): Promise<void> {
  checkAddress(request);
  checkTexts({ ...request.params }, "the path");
  checkTexts({ ...request.query }, "the query");
  const caller = response.locals["caller"] as Caller;
  const body = takes === undefined ? undefined : bodyOf(request, takes);
  const reply = await handle(forCaller(deps, caller, response), {
    request,
    response,
    caller,
    body,
  });
  if (reply === "empty") response.end();
  else if ("text" in reply) response.type("text/plain").send(reply.text);
  else response.json(reply.json);
}

function bodyOf(request: Request, takes: Body): unknown {
  const bytes: unknown = request.body;
  const isEmpty = !Buffer.isBuffer(bytes) || bytes.length === 0;
  return isEmpty && takes.optional ? undefined : jsonIn(request, takes.limit, takes.list);
}
