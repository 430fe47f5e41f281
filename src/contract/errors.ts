/** A closed list: each code has one HTTP status (src/api/problem.ts) and one meaning for a client. */
export type ErrorCode =
  /** The input is wrong: `faults` says where. */
  | "invalid"
  | "not_found"
  /** It contradicts what is there now: a name taken, a type still bound, a draft changed meanwhile. */
  | "conflict"
  | "unauthenticated"
  | "forbidden"
  | "too_large"
  /** It can be read, and takes more than content may: time, memory, nesting, size (`details.limit`). */
  | "unprocessable"
  /** What was begun to be sent did not come in time. */
  | "timeout"
  | "unsupported_media_type"
  | "too_many_requests"
  /** More at once than this process takes; later there may be room. */
  | "busy";

/** One fault of the input. */
export interface FieldError {
  /** Where, as a JSON path from the body's root: `events[3].params[0].name`; empty for the whole. */
  path: string;
  /** What is wrong and what would be right. */
  message: string;
}

/** An outcome that the caller has to be told of, in words for a person. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly faults: readonly FieldError[];
  /** Further members of the answer, such as the list of what is bound. */
  readonly details: Record<string, unknown>;

  constructor(
    code: ErrorCode,
    message: string,
    more: { faults?: readonly FieldError[]; details?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.faults = more.faults ?? [];
    this.details = more.details ?? {};
  }
}
