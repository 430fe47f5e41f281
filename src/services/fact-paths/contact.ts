import type { FactPath } from "../../contract/api/fact-paths.ts";
import { seenValues } from "../../domain/seen-values.ts";
import { fixed, seenBelow } from "./path.ts";

/** The paths of a contact, below `contact` or a variable that shows another one. */
export function contactPaths(
  root: string,
  attributes: readonly object[],
  segments: readonly string[] = [],
  of = "",
): FactPath[] {
  return [
    fixed(`${root}.email`, `E-mail${of}`, "text"),
    fixed(`${root}.phone`, `Phone${of}`, "text"),
    fixed(`${root}.firstName`, `First name${of}`, "text"),
    fixed(`${root}.lastName`, `Last name${of}`, "text"),
    fixed(`${root}.language`, `Language${of}`, "text"),
    fixed(`${root}.timeZone`, `Time zone${of}`, "text"),
    fixed(`${root}.segments`, `Segments${of}`, "segments", [...segments]),
    fixed(`${root}.topics`, `Topics subscribed to${of}`, "list"),
    fixed(`${root}.emailConfirmed`, `E-mail confirmed${of}`, "boolean"),
    fixed(`${root}.unsubscribed`, `Unsubscribed from marketing${of}`, "boolean"),
    fixed(`${root}.id`, `Campanile's id${of}`, "text"),
    ...seenBelow(`${root}.attributes`, seenValues(attributes), (name) => name + of),
  ];
}
