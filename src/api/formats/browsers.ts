import type { NextFunction, Request, Response } from "express";

/**
 * Lets pages of other sites send (CORS). Nothing there listens to cookies, and the answers say
 * nothing, so that any page may, also one whose client asks for credentials.
 */
export function openToBrowsers(request: Request, response: Response, next: NextFunction): void {
  const { origin } = request.headers;
  response.set({
    "Access-Control-Allow-Origin": origin ?? "*",
    "Access-Control-Expose-Headers": "Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-store",
    ...(origin !== undefined && { "Access-Control-Allow-Credentials": "true" }),
  });
  response.vary("Origin");
  if (request.method !== "OPTIONS") return next();
  response
    .set({
      "Access-Control-Allow-Methods": "POST, GET, OPTIONS",
      "Access-Control-Allow-Headers":
        request.get("access-control-request-headers") ?? "Content-Type, Authorization",
      "Access-Control-Max-Age": "86400",
    })
    .status(204)
    .end();
}
