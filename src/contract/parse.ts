import { z } from "zod";
import type { Unkeepable } from "../domain/keepable.ts";
import { unkeepable } from "../domain/keepable.ts";
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
 * Parses what came from outside, each null that its field has no room for being as absent: clients
 * write null for what they don't know.
 */
export function parseInput<Output>(
  schema: z.ZodType<Output>,
  input: unknown,
): z.ZodSafeParseResult<Output> {
  let parsed = schema.safeParse(input);
  let left = input;
  // Each round may show nulls behind those that were there before.
  for (let round = 0; !parsed.success && round < maxRounds; round++) {
    const refused = refusedNulls(parsed.error.issues, left);
    if (refused.length === 0) break;
    left = refused.reduce(without, left);
    parsed = schema.safeParse(left);
  }
  return parsed;
}

/**
 * Parses one of many, at its place in the list. What can't be kept of it is its own fault: the others
 * are taken.
 */
export function parseOneOfMany<Output>(
  schema: z.ZodType<Output>,
  input: unknown,
  place: readonly (string | number)[],
): { ok: true; data: Output } | { ok: false; errors: FieldError[] } {
  const fault = unkeepable(input, place);
  if (fault !== null) {
    return { ok: false, errors: [{ path: jsonPath(fault.path), message: fault.message }] };
  }
  const parsed = parseInput(schema, input);
  return parsed.success
    ? { ok: true, data: parsed.data }
    : { ok: false, errors: fieldErrorsOf(parsed.error, place) };
}

/** What can't be kept and where, in words. */
export function unkeepableText({ path, message }: Unkeepable): string {
  return `${jsonPath(path)} ${message}`.trim();
}

const maxRounds = 8;

/** The fields that hold null and are at fault for it; entries of a list are no fields. */
function refusedNulls(
  issues: readonly z.core.$ZodIssue[],
  input: unknown,
  above: readonly PropertyKey[] = [],
): PropertyKey[][] {
  return issues.flatMap((issue): PropertyKey[][] => {
    const path = [...above, ...issue.path];
    const inside =
      issue.code === "invalid_union"
        ? issue.errors.flatMap((option) => refusedNulls(option, input, path))
        : [];
    const isField = typeof path.at(-1) === "string";
    return isField && valueIn(input, path) === null ? [path, ...inside] : inside;
  });
}

function valueIn(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, name) =>
      typeof inside === "object" && inside !== null && Object.hasOwn(inside, name)
        ? (inside as Record<PropertyKey, unknown>)[name]
        : undefined,
    value,
  );
}

/** A copy without the value at a path. */
function without(value: unknown, [name, ...below]: readonly PropertyKey[]): unknown {
  if (name === undefined || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((entry: unknown, index) => (index === name ? without(entry, below) : entry));
  }
  const { [name]: given, ...rest } = value as Record<PropertyKey, unknown>;
  return below.length === 0 ? rest : { ...value, [name]: without(given, below) };
}

/**
 * The same for a caller that goes no further with faults.
 * @throws AppError `invalid` with every fault and its path
 */
export function parse<Output>(
  schema: z.ZodType<Output>,
  input: unknown,
  what = "the body",
): Output {
  const parsed = parseInput(schema, input);
  if (parsed.success) return parsed.data;
  const faults = fieldErrorsOf(parsed.error);
  throw new AppError(
    "invalid",
    `${what} has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}`,
    { faults },
  );
}
