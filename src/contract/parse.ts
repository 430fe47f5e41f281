import type { z } from "zod";
import type { Fault } from "./errors.ts";
import { AppError } from "./errors.ts";

/** A JSON path from zod's segments: `events[3].params[0].name`. */
export function jsonPath(segments: readonly PropertyKey[]): string {
  return segments.reduce<string>((path, segment) => {
    if (typeof segment === "number") return `${path}[${segment}]`;
    return path === "" ? String(segment) : `${path}.${String(segment)}`;
  }, "");
}

/** The faults of a failed parse, below `prefix`. */
export function faultsOf(error: z.ZodError, prefix: readonly PropertyKey[] = []): Fault[] {
  return error.issues.flatMap((issue) => {
    const path = jsonPath([...prefix, ...issue.path]);
    return issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          path: jsonPath([...prefix, ...issue.path, key]),
          message: "unknown field",
        }))
      : [{ path, message: issue.message }];
  });
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
