import type { RequestHandler } from "express";

/** What pages of other sites may do: send events with a key. Never read, never with a cookie. */
const paths = new Set(["/api/v1/event", "/api/v1/events"]);

/** @param origins those of CORS_ORIGINS, `*` for all; none: browsers elsewhere are refused */
export function corsForEvents(origins: readonly string[]): RequestHandler {
  const allowsAll = origins.includes("*");
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origins.length === 0 || !paths.has(request.path)) return next();
    response.vary("Origin");
    if (origin === undefined || !(allowsAll || origins.includes(origin))) return next();
    response.set({
      "Access-Control-Allow-Origin": allowsAll ? "*" : origin,
      "Access-Control-Expose-Headers": "Retry-After",
    });
    const isPreflight = request.get("access-control-request-method") !== undefined;
    if (request.method !== "OPTIONS" || !isPreflight) return next();
    response.locals["route"] = request.path;
    response
      .set({
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key",
        "Access-Control-Max-Age": "7200",
      })
      .status(204)
      .end();
  };
}
