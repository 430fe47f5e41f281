import cors from "cors";
import type { RequestHandler } from "express";

/** What pages of other sites may do: send events with a key. Never read, never with a cookie. */
const paths = new Set(["/api/v1/event", "/api/v1/events"]);

/** @param origins those of CORS_ORIGINS, `*` for all; none: browsers elsewhere are refused */
export function corsForEvents(origins: readonly string[]): RequestHandler {
  const allow = cors({
    origin: origins.includes("*") ? "*" : [...origins],
    methods: "POST",
    allowedHeaders: ["Authorization", "Content-Type", "Idempotency-Key"],
    exposedHeaders: "Retry-After",
    maxAge: 7_200,
  });
  return (request, response, next) => {
    if (origins.length === 0 || !paths.has(request.path)) return next();
    const isPreflight = request.get("access-control-request-method") !== undefined;
    // Asked for otherwise, OPTIONS is answered as for any other path.
    if (request.method === "OPTIONS" && !isPreflight) return next();
    response.locals["route"] = request.path;
    allow(request, response, next);
  };
}
