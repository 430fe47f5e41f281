import type { RequestHandler } from "express";
import { AppError } from "../contract/errors.ts";
import type { ApiDependencies } from "./dependencies.ts";

const retryAfterSeconds = 10;

/**
 * Answers 503 while the database's schema is one that this release doesn't know: whatever it did
 * there could be wrong. Whoever sends events sends them again.
 */
export function schemaGate({ condition }: ApiDependencies): RequestHandler {
  return (_request, _response, next) => {
    const unfit = condition?.().unfit;
    if (unfit === undefined) next();
    else next(new AppError("busy", unfit, { details: { retryAfterSeconds } }));
  };
}
