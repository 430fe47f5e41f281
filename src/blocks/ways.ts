import { z } from "zod";
import type { BlockProblem } from "./block.ts";

/** Ways out that a block's settings name. */

/** A branch is called by its name, so that it can't be longer than one of an edge. */
export const wayName = z.string().trim().min(1).max(64);

export const otherwise = "else";

export function waysAndElse({ ways }: { ways: readonly { name: string }[] }): readonly string[] {
  return [...ways.map(({ name }) => name), otherwise];
}

/** What is wrong with names: each way has one of its own, and `taken` are not free. */
export function nameProblems(
  ways: readonly { name: string }[],
  taken: readonly string[] = [otherwise],
): BlockProblem[] {
  const seen = new Set(taken);
  return ways.flatMap(({ name }, index) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const message = taken.includes(name)
      ? `"${name}" is the way of those that go no other`
      : `two ways are called "${name}"`;
    return [{ field: `ways[${index}].name`, message }];
  });
}

export function noWays(ways: readonly unknown[]): BlockProblem[] {
  return ways.length === 0 ? [{ field: "ways", message: "there is no way yet: add one" }] : [];
}
