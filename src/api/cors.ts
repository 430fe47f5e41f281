import cors from "cors";
import type { RequestHandler } from "express";
import { KeyOrigins } from "../services/api-keys/key-origins.ts";
import type { ApiDependencies } from "./dependencies.ts";

/** What pages of other sites may do: send events with a key. Never read, never with a cookie. */
const paths = new Set(["/api/v1/event", "/api/v1/events"]);

/**
 * Lets pages of CORS_ORIGINS (`*`: of all sites) and of the origins that keys name send events.
 * Browsers elsewhere are refused.
 */
export function corsForEvents({
  config,
  db,
}: Pick<ApiDependencies, "config" | "db">): RequestHandler {
  const fixed = config.corsOrigins;
  const ofKeys = new KeyOrigins(db);
  const allow = cors({
    origin: fixed.includes("*")
      ? "*"
      : (origin, done) => {
          if (origin === undefined || fixed.includes(origin))
            return done(null, origin !== undefined);
          ofKeys.has(origin).then(
            (isKnown) => done(null, isKnown),
            (error: Error) => done(error),
          );
        },
    methods: "POST",
    allowedHeaders: ["Authorization", "Content-Type", "Idempotency-Key"],
    exposedHeaders: "Retry-After",
    maxAge: 7_200,
  });
  return (request, response, next) => {
    // What comes from no page has no origin, and costs nothing here.
    if (request.headers.origin === undefined || !paths.has(request.path)) return next();
    const isPreflight = request.get("access-control-request-method") !== undefined;
    // Asked for otherwise, OPTIONS is answered as for any other path.
    if (request.method === "OPTIONS" && !isPreflight) return next();
    response.locals["route"] = request.path;
    allow(request, response, next);
  };
}
