import { context } from "@opentelemetry/api";
import type { Request, RequestHandler, Response } from "express";
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
    const tell = (): void => {
      const { method } = request;
      const route = routeOf(request, response);
      const status = response.statusCode;
      const ms = Math.round((performance.now() - began) * 10) / 10;
      const aborted = response.writableFinished ? {} : { aborted: true };
      log.info({ requestId, method, route, status, ms, ...aborted }, "request");
    };
    // Within the request's trace, where there is one.
    response.once("close", context.bind(context.active(), tell));
    next();
  };
}

/** The template of the route that a request has come to, once it is answered. */
export function routeOf(request: Request, response: Response): string {
  const declared: unknown = response.locals["route"];
  if (typeof declared === "string") return declared;
  const path = (request.route as { path?: unknown } | undefined)?.path;
  return typeof path === "string" ? path : "(none)";
}
