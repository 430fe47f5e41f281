import type { FactPath } from "../../contract/api/fact-paths.ts";
import type { SeenValue } from "../../domain/seen-values.ts";
import { liquidPath } from "../../domain/seen-values.ts";

type Example = FactPath["examples"][number];

/** A path that is always there. */
export function fixed(
  path: string,
  label: string,
  type: FactPath["type"],
  examples: Example[] = [],
): FactPath {
  return { path, template: liquidPath(path), label, type, examples };
}

/** Paths of values that were seen, below a prefix such as `event.params`. */
export function seenBelow(
  prefix: string,
  values: readonly SeenValue[],
  labelled = (name: string) => name,
): FactPath[] {
  return values.map(({ name, type, examples, fields }) => ({
    ...fixed(`${prefix}.${name}`, labelled(name), type, examples),
    ...(fields !== undefined && { fields }),
  }));
}
