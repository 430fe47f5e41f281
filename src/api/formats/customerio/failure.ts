import type { ErrorRequestHandler } from "express";
import type { Logger } from "pino";
import { failureHandler } from "../../problem.ts";

/** Errors as its clients show them. Who is unknown is told in its own words. */
export function failure(log: Logger): ErrorRequestHandler {
  return failureHandler(log, ({ response, problem: { status, detail, errors = [] } }) => {
    const faults = errors.map(({ path, message }) => `${path} ${message}`.trim());
    const error = status === 401 ? "Unauthorized request" : [detail, ...faults].join("; ");
    response.status(status).json({ meta: { error } });
  });
}
