import type { BlockKind } from "../../../api/block-kinds.ts";
import type { DefinitionProblem } from "../../../api/workflows.ts";
import { labelOf } from "../../../canvas/ports.ts";

/** A problem is about a way out, not about the setting that has the same name. */
export function isAboutWay({ field, message }: DefinitionProblem): boolean {
  return field !== undefined && message.includes(`branch "${field}"`);
}

/** A problem as a sentence, with its field in the form's words where that is easily found. */
export function problemWords(problem: DefinitionProblem, kind?: BlockKind): string {
  const { field = "", message } = problem;
  if (isAboutWay(problem)) {
    return upper(
      message
        .replace(`branch "${field}"`, `way "${labelOf(kind?.branchLabels, field)}"`)
        .replace("has no way", "It has no way"),
    );
  }
  const title = kind?.schema.properties?.[field.split(/[.[]/)[0] ?? ""]?.title;
  return title === undefined ? upper(message) : `${title}: ${message}`;
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
