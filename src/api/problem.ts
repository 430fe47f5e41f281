import type { NextFunction, Request, Response } from "express";
import type { Logger } from "pino";
import type { ErrorCode, FieldError } from "../contract/errors.ts";
import { AppError } from "../contract/errors.ts";
import { isShortOfRoom, isUnavailable } from "../db/core/database-errors.ts";

/** An answer that is not a success, as RFC 9457 writes it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: readonly FieldError[];
  [detail: string]: unknown;
}

const kinds: Record<ErrorCode, { status: number; title: string }> = {
  invalid: { status: 400, title: "Invalid request" },
  unauthenticated: { status: 401, title: "Not authenticated" },
  forbidden: { status: 403, title: "Forbidden" },
  not_found: { status: 404, title: "Not found" },
  conflict: { status: 409, title: "Conflict" },
  timeout: { status: 408, title: "Request timeout" },
  too_large: { status: 413, title: "Too large" },
  unprocessable: { status: 422, title: "Content that exceeds a limit" },
  unsupported_media_type: { status: 415, title: "Unsupported media type" },
  too_many_requests: { status: 429, title: "Too many requests" },
  busy: { status: 503, title: "Busy" },
};

const retryAfterSeconds = 2;

/** 405: known only to HTTP, so it has no code among the outcomes of services. */
export class MethodNotAllowed extends Error {
  constructor(method: string, allow: string) {
    super(`${method} is not possible here; possible are ${allow}`);
    this.name = "MethodNotAllowed";
  }
}

/** What a failed request is answered. */
interface Failure {
  problem: Problem;
  headers?: Record<string, string>;
  /** Absent: what the caller did wrong is theirs to know. */
  entry?: { level: "warn" | "error"; message: string };
}

/** Express's last handler: every error becomes an answer, and unforeseen ones a log entry. */
export function failureHandler(log: Logger, send: (answer: FailureAnswer) => void) {
  // Express tells an error handler by its four parameters.
  return (error: unknown, request: Request, response: Response, _next: NextFunction): void => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const requestId = String(response.locals["requestId"]);
    const { problem, headers = {}, entry } = failureOf(error, requestId);
    if (entry !== undefined) log[entry.level]({ requestId, err: error }, entry.message);
    response.set(headers);
    send({ request, response, problem });
  };
}

export interface FailureAnswer {
  request: Request;
  response: Response;
  problem: Problem;
}

export function sendProblem({ response, problem }: FailureAnswer): void {
  response.status(problem.status).type("application/problem+json").send(JSON.stringify(problem));
}

function failureOf(error: unknown, requestId: string): Failure {
  const known = error instanceof AppError ? error : fromHttp(error);
  if (known !== null) return { problem: problemOf(known), headers: headersOf(known) };
  const problem = (code: string, title: string, status: number, detail: string): Problem => ({
    type: `urn:campanile:problem:${code}`,
    title,
    status,
    detail,
  });
  if (error instanceof MethodNotAllowed) {
    return { problem: problem("method_not_allowed", "Method not allowed", 405, error.message) };
  }
  if (isUnavailable(error)) {
    const what = isShortOfRoom(error)
      ? "the database has no room"
      : "the database can't be reached";
    const detail = `${what}; the same request may be sent again`;
    return {
      problem: problem("unavailable", "Unavailable", 503, detail),
      headers: { "Retry-After": String(retryAfterSeconds) },
      entry: { level: "warn", message: what },
    };
  }
  const detail = `something went wrong on our side; the log names it under request ${requestId}`;
  return {
    problem: problem("internal", "Internal error", 500, detail),
    entry: { level: "error", message: "request failed" },
  };
}

function problemOf(error: AppError): Problem {
  const { status, title } = kinds[error.code];
  const errors = error.faults.length > 0 ? { errors: error.faults } : {};
  const type = `urn:campanile:problem:${error.code}`;
  return { type, title, status, detail: error.message, ...errors, ...error.details };
}

function headersOf({ code, details }: AppError): Record<string, string> {
  const seconds = details["retryAfterSeconds"];
  return {
    // No Basic here: browsers would answer it with a password dialog of their own.
    ...(code === "unauthenticated" && { "WWW-Authenticate": 'Bearer realm="campanile"' }),
    ...(typeof seconds === "number" && { "Retry-After": String(seconds) }),
  };
}

/** What Express refuses on its own. */
function fromHttp(error: unknown): AppError | null {
  const { status } = (error ?? {}) as { status?: number };
  if (error instanceof URIError) return new AppError("invalid", "the path can't be decoded");
  if (status !== undefined && status >= 400 && status < 500) {
    return new AppError("invalid", "the request can't be read");
  }
  return null;
}
