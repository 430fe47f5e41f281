import { z } from "zod";
import type { FieldError } from "./errors.ts";
import { AppError } from "./errors.ts";
import { messageFor } from "./error-messages.ts";

// For all schemas at once: zod's own sentences are made for programmers.
z.config({ customError: messageFor });

/** A JSON path from zod's segments: `events[3].params[0].name`. */
export function jsonPath(segments: readonly PropertyKey[]): string {
  return segments.reduce<string>((path, segment) => {
    if (typeof segment === "number") return `${path}[${segment}]`;
    return path === "" ? String(segment) : `${path}.${String(segment)}`;
  }, "");
}

export interface LocatedError {
  path: PropertyKey[];
  message: string;
}

/** What is wrong, each at its place: every unknown field by itself, and inside of unions too. */
export function locatedErrors(issues: readonly z.core.$ZodIssue[]): LocatedError[] {
  return issues.flatMap((issue): LocatedError[] => {
    const { path, message } = issue;
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: [...path, key], message: "unknown field" }));
    }
    const meant = issue.code === "invalid_union" ? meantOption(issue.errors) : undefined;
    if (meant === undefined) return [{ path, message }];
    return locatedErrors(meant).map((fault) => ({ ...fault, path: [...path, ...fault.path] }));
  });
}

/** The one option of a union that was meant: the value has its type, and a fault within. */
function meantOption(
  options: readonly (readonly z.core.$ZodIssue[])[],
): readonly z.core.$ZodIssue[] | undefined {
  const within = options.filter(
    ([first]) =>
      first !== undefined &&
      !(first.path.length === 0 && ["invalid_type", "invalid_value"].includes(first.code)),
  );
  return within.length === 1 ? within[0] : undefined;
}

/** The faults of a failed parse, below `prefix`. */
export function fieldErrorsOf(
  error: z.ZodError,
  prefix: readonly PropertyKey[] = [],
): FieldError[] {
  return locatedErrors(error.issues).map(({ path, message }) => ({
    path: jsonPath([...prefix, ...path]),
    message,
  }));
}

/**
 * Parses what came from outside.
 * @throws AppError `invalid` with every fault and its path
 */
export function parse<Output>(
  schema: z.ZodType<Output>,
  input: unknown,
  what = "the body",
): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = fieldErrorsOf(parsed.error);
  throw new AppError(
    "invalid",
    `${what} has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}`,
    { faults },
  );
}
