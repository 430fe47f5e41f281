import type { NextFunction, Request, Response } from "express";
import type { Logger } from "pino";
import type { ErrorCode, Fault } from "../contract/errors.ts";
import { AppError } from "../contract/errors.ts";
import { isUnavailable } from "../db/database.ts";

/** An answer that is not a success, as RFC 9457 writes it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: readonly Fault[];
  [detail: string]: unknown;
}

const kinds: Record<ErrorCode, { status: number; title: string }> = {
  invalid: { status: 400, title: "Invalid request" },
  unauthenticated: { status: 401, title: "Not authenticated" },
  forbidden: { status: 403, title: "Forbidden" },
  not_found: { status: 404, title: "Not found" },
  conflict: { status: 409, title: "Conflict" },
  too_large: { status: 413, title: "Too large" },
  unsupported_media_type: { status: 415, title: "Unsupported media type" },
  too_many_requests: { status: 429, title: "Too many requests" },
};

const retryAfterSeconds = 2;

/** 405: known only to HTTP, so it has no code among the outcomes of services. */
export class MethodNotAllowed extends Error {
  constructor(method: string, allow: string) {
    super(`${method} is not possible here; possible are ${allow}`);
    this.name = "MethodNotAllowed";
  }
}

export function problemOf(error: AppError): Problem {
  const { status, title } = kinds[error.code];
  const errors = error.faults.length > 0 ? { errors: error.faults } : {};
  const type = `urn:campanile:problem:${error.code}`;
  return { ...error.details, type, title, status, detail: error.message, ...errors };
}

function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.status).type("application/problem+json").send(JSON.stringify(problem));
}

/** Express's last handler: every error becomes a problem, and unforeseen ones a log entry. */
export function problemHandler(log: Logger) {
  // Express tells an error handler by its four parameters.
  return (error: unknown, _request: Request, response: Response, _next: NextFunction): void => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const known = error instanceof AppError ? error : fromHttp(error);
    if (known !== null) {
      // No Basic here: browsers would answer it with a password dialog of their own.
      if (known.code === "unauthenticated") {
        response.set("WWW-Authenticate", 'Bearer realm="campanile"');
      }
      const seconds = known.details["retryAfterSeconds"];
      if (typeof seconds === "number") response.set("Retry-After", String(seconds));
      sendProblem(response, problemOf(known));
      return;
    }
    if (error instanceof MethodNotAllowed) {
      const [type, title] = ["urn:campanile:problem:method_not_allowed", "Method not allowed"];
      sendProblem(response, { type, title, status: 405, detail: error.message });
      return;
    }
    const requestId: unknown = response.locals["requestId"];
    if (isUnavailable(error)) {
      log.warn({ requestId, err: error }, "Postgres can't be reached");
      response.set("Retry-After", String(retryAfterSeconds));
      sendProblem(response, {
        type: "urn:campanile:problem:unavailable",
        title: "Unavailable",
        status: 503,
        detail: "the database can't be reached; the same request may be sent again",
      });
      return;
    }
    log.error({ requestId, err: error }, "request failed");
    sendProblem(response, {
      type: "urn:campanile:problem:internal",
      title: "Internal error",
      status: 500,
      detail: `something went wrong on our side; the log names it under request ${String(requestId)}`,
    });
  };
}

/** What Express and its body parser refuse on their own. */
function fromHttp(error: unknown): AppError | null {
  const { status, type } = (error ?? {}) as { status?: number; type?: string };
  if (type === "entity.too.large") {
    const limit = (error as { limit?: number }).limit;
    return new AppError("too_large", `the body is larger than ${limit ?? "allowed"} bytes`);
  }
  if (status === 415) {
    return new AppError(
      "unsupported_media_type",
      "the body's charset or encoding is not supported",
    );
  }
  if (status === 413) return new AppError("too_large", "the request is too large");
  if (error instanceof URIError) return new AppError("invalid", "the path can't be decoded");
  if (status !== undefined && status >= 400 && status < 500) {
    return new AppError("invalid", "the request can't be read");
  }
  return null;
}
