import { z } from "zod";
import type { BlockIssue, NamedBranches, OptionalBranch } from "./block.ts";

/** Ways out that a block's settings name. */

/** A branch is called by its name, so that it can't be longer than one of an edge. */
export const branchName = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .meta({ title: "Name", description: "What the branch is called" });

export const otherwise = "else";

/** The names of the setting `ways`, and one for all the rest. */
export const branchesAndElse = { of: "ways", by: "name", rest: [otherwise] } as const;
export const elseLabel = { [otherwise]: "Otherwise" };

/** The branches that settings name, as far as they do: a draft's may be half-made. */
export function namedBranches({ of, by, rest }: NamedBranches, config: unknown): readonly string[] {
  const entries = at(config, of);
  const names = (Array.isArray(entries) ? entries : []).flatMap((entry): string[] => {
    const name = at(entry, by);
    return typeof name === "string" && name.trim() !== "" ? [name.trim()] : [];
  });
  return [...names, ...rest];
}

/** As a summary names them. */
export function namesOf(ways: readonly { name: string }[]): string {
  return ways.map(({ name }) => name).join(", ");
}

/** The branches that settings ask for. */
export function askedBranches(
  optional: readonly OptionalBranch[],
  config: unknown,
): readonly string[] {
  return optional
    .filter(({ setting, is }) => valuesAt(config, setting.split(".")).includes(is))
    .map(({ branch }) => branch);
}

/** What stands at a path, of lists on it what stands there in each entry. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => valuesAt(entry, path));
  const [name, ...rest] = path;
  return name === undefined ? [value] : valuesAt(at(value, name), rest);
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** What is wrong with names: each branch has one of its own, and `taken` are not free. */
export function branchNameIssues(
  ways: readonly { name: string }[],
  taken: readonly string[] = [otherwise],
): BlockIssue[] {
  const seen = new Set(taken);
  return ways.flatMap(({ name }, index) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const message = taken.includes(name)
      ? `"${name}" is the branch of those that take no other`
      : `two branches are called "${name}"`;
    return [{ field: `ways[${index}].name`, message }];
  });
}

export function noBranches(ways: readonly unknown[]): BlockIssue[] {
  return ways.length === 0 ? [{ field: "ways", message: "there is no branch yet: add one" }] : [];
}
