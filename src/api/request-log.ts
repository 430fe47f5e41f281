import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { newId } from "../platform/new-id.ts";

/**
 * Gives each request an id and logs it when it has ended: by its route's template, since paths
 * hold ids of people's things, and without query and body, which hold their data.
 */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const requestId = newId();
    response.locals["requestId"] = requestId;
    response.set("x-request-id", requestId);
    response.once("close", () => {
      const { method } = request;
      const route = routeOf(response.locals["route"], request.route);
      const status = response.statusCode;
      const ms = Math.round((performance.now() - began) * 10) / 10;
      const aborted = response.writableFinished ? {} : { aborted: true };
      log.info({ requestId, method, route, status, ms, ...aborted }, "request");
    });
    next();
  };
}

function routeOf(declared: unknown, route: unknown): string {
  if (typeof declared === "string") return declared;
  const path = (route as { path?: unknown } | undefined)?.path;
  return typeof path === "string" ? path : "(none)";
}
