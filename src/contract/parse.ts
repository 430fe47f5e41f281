import { z } from "zod";
import type { Fault } from "./errors.ts";
import { AppError } from "./errors.ts";
import { wordsFor } from "./fault-words.ts";

// For all schemas at once: zod's own sentences are made for programmers.
z.config({ customError: wordsFor });

/** A JSON path from zod's segments: `events[3].params[0].name`. */
export function jsonPath(segments: readonly PropertyKey[]): string {
  return segments.reduce<string>((path, segment) => {
    if (typeof segment === "number") return `${path}[${segment}]`;
    return path === "" ? String(segment) : `${path}.${String(segment)}`;
  }, "");
}

export interface PlacedFault {
  path: PropertyKey[];
  message: string;
}

/** What is wrong, each at its place: every unknown field by itself, and inside of unions too. */
export function placedFaults(issues: readonly z.core.$ZodIssue[]): PlacedFault[] {
  return issues.flatMap((issue): PlacedFault[] => {
    const { path, message } = issue;
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: [...path, key], message: "unknown field" }));
    }
    const meant = issue.code === "invalid_union" ? meantOption(issue.errors) : undefined;
    if (meant === undefined) return [{ path, message }];
    return placedFaults(meant).map((fault) => ({ ...fault, path: [...path, ...fault.path] }));
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
export function faultsOf(error: z.ZodError, prefix: readonly PropertyKey[] = []): Fault[] {
  return placedFaults(error.issues).map(({ path, message }) => ({
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
  const faults = faultsOf(parsed.error);
  throw new AppError(
    "invalid",
    `${what} has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}`,
    { faults },
  );
}
