import type { UsedVariable } from "../../domain/template-variables.ts";
import { partialsIn, usedVariables } from "../../domain/template-variables.ts";
import { templateError } from "../../domain/template.ts";
import type { Jobs } from "../jobs.ts";

/** The partials that texts render; of one that can't be read, nothing: that is told elsewhere. */
export function partials({ texts }: Jobs["partials"]["input"]): Jobs["partials"]["output"] {
  const found = texts.flatMap((text) => (templateError(text) === null ? [partialsIn(text)] : []));
  return {
    names: [...new Set(found.flatMap(({ names }) => names))],
    dynamic: found.some(({ dynamic }) => dynamic),
  };
}

export function variables({ texts, partials: known }: Jobs["variables"]["input"]): UsedVariable[] {
  return texts.flatMap((text) => usedVariables(text, known));
}
