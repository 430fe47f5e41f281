import type { NextFunction, Request, RequestHandler, Response } from "express";
import express from "express";
import { z } from "zod";
import { AppError } from "../contract/errors.ts";
import type { Scope } from "../contract/scopes.ts";
import { parse } from "../contract/parse.ts";
import type { Authenticator } from "./authenticate.ts";
import { forCaller } from "./caller-context.ts";
import { checkAddress, checkTexts, jsonBody } from "./body.ts";
import { requireSameOrigin } from "./credentials.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { MethodNotAllowed } from "./problem.ts";
import type { Caller, Route } from "./route.ts";

const mebibyte = 1024 * 1024;
const largeBodies = new Set([
  "post /events",
  "post /orders",
  "put /products",
  "post /campaigns/import",
]);
const busiest = new Set(["/event", "/events"]);
const nothing = z.strictObject({});
const anybody: Caller = { keyId: null, personId: null, scopes: [] };

export interface RegisterOptions {
  /** Fails a request whose answer is not what its schema says: for tests. */
  checkAnswers?: boolean;
}

/** Serves routes: who is it, may they, what do they say, then the handler. */
export function register(
  routes: readonly Route[],
  deps: RouteDependencies,
  authenticator: Authenticator,
  options: RegisterOptions = {},
): express.Router {
  const router = express.Router();
  for (const [path, group] of byPath(routes)) {
    const place = router.route(path);
    for (const route of group) {
      const limit = largeBodies.has(`${route.method} ${path}`) ? 5 * mebibyte : mebibyte;
      const handlers: RequestHandler[] = [
        identify(route, authenticator),
        ...(route.body ? [jsonBody(limit, route.list)] : []),
        (request, response, next) => {
          answer(route, deps, authenticator, request, response, options).catch(next);
        },
      ];
      place[route.method](...handlers);
    }
    place.all(refuseMethod(group));
  }
  return router;
}

/**
 * The order in which a request is compared with paths: first where producers send events, as they do
 * so all the time; then fixed paths before those with parameters, so that /contacts/search is no
 * contact's id.
 */
function byPath(routes: readonly Route[]): [string, Route[]][] {
  const groups = new Map<string, Route[]>();
  for (const route of routes) groups.set(route.path, [...(groups.get(route.path) ?? []), route]);
  const rank = (path: string) => (busiest.has(path) ? "" : path.replaceAll(/:[^/]+/g, "\uffff"));
  return [...groups].toSorted(([a], [b]) => (rank(a) < rank(b) ? -1 : 1));
}

function identify(route: Route, authenticator: Authenticator): RequestHandler {
  return (request, response, next) => {
    response.locals["route"] = `/api/v1${route.path}`;
    const { scope } = route;
    if (scope === null) {
      if (route.ownPagesOnly) requireSameOrigin(request);
      response.locals["caller"] = anybody;
      return next();
    }
    admit(request, { ...route, scope }, authenticator)
      .then((caller) => {
        response.locals["caller"] = caller;
        next();
      })
      .catch(next);
  };
}

async function admit(
  request: Request,
  { scope, orScope }: Pick<Route, "orScope"> & { scope: Scope },
  authenticator: Authenticator,
): Promise<Caller> {
  const caller = await authenticator(request);
  const { scopes } = caller;
  if (!scopes.includes(scope) && !(orScope !== undefined && scopes.includes(orScope))) {
    throw new AppError("forbidden", `this needs the scope "${scope}"`);
  }
  return caller;
}

async function answer(
  route: Route,
  deps: RouteDependencies,
  authenticator: Authenticator,
  request: Request,
  response: Response,
  options: RegisterOptions,
): Promise<void> {
  checkAddress(request);
  checkTexts({ ...request.params }, "the path");
  checkTexts({ ...request.query }, "the query");
  const call = {
    params: route.params ? parse(route.params, request.params, "the path") : undefined,
    query: parse(route.query ?? nothing, request.query, "the query"),
    body: route.body ? bodyOf(route.body, request) : undefined,
    caller: response.locals["caller"] as Caller,
    request,
    response,
    recheck: async () => {
      const { scope } = route;
      if (scope !== null) await admit(request, { ...route, scope }, authenticator);
    },
  };
  response.status(route.status ?? 200);
  const handle = (): Promise<unknown> =>
    route.handle(forCaller(deps, call.caller, response), call as never);
  // Whoever went away while others had their turn is not waited for, nor are those behind.
  const isGone = (): boolean => request.socket.destroyed;
  const value = route.inTurn
    ? await deps.turns.take(turnOf(call.caller, request), async () =>
        isGone() ? undefined : handle(),
      )
    : await handle();
  if (response.headersSent || isGone()) return;
  if (options.checkAnswers && route.answer) route.answer.parse(value);
  if (value === undefined) response.end();
  else response.json(value);
}

/** Whose turn: the key's, the person's, or where neither has a row, the address's. */
function turnOf({ keyId, personId }: Caller, { ip }: Request): string {
  return personId ?? keyId ?? `address ${ip ?? ""}`;
}

function bodyOf(schema: z.ZodType, request: Request): unknown {
  if (request.body === undefined && !schema.safeParse(undefined).success)
    throw new AppError("invalid", "a JSON body is expected");
  return parse(schema, request.body);
}

function refuseMethod(group: readonly Route[]) {
  const methods = group.map(({ method }) => method.toUpperCase());
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  return (request: Request, response: Response, next: NextFunction): void => {
    response.set("Allow", allow);
    response.locals["route"] = `/api/v1${group[0]?.path ?? ""}`;
    if (request.method === "OPTIONS") response.status(204).end();
    else next(new MethodNotAllowed(request.method, allow));
  };
}
