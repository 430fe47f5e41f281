import { capitalized } from "../../../ui/text.ts";
import type { BlockKind, JsonSchema } from "../../../api/block-kinds.ts";
import type { DraftIssue } from "../../../api/workflows.ts";
import { labelOf } from "../../../canvas/ports.ts";
import { resolve } from "../../../forms/schema/resolve.ts";

/** Whether an issue is about a branch, and not about the setting that has the same name. */
export function isAboutBranch({ field, message }: DraftIssue): boolean {
  return field !== undefined && message.includes(`branch "${field}"`);
}

/** An issue as a sentence, its setting named as the form names it. */
export function issueText(issue: DraftIssue, kind?: BlockKind): string {
  const { field = "", message } = issue;
  if (isAboutBranch(issue)) {
    return capitalized(
      message
        .replace(`branch "${field}"`, `branch "${labelOf(kind?.branchLabels, field)}"`)
        .replace("has no branch", "It has no branch"),
    );
  }
  const place = kind === undefined || field === "" ? "" : placeOf(field, kind.schema);
  const words = messageWords(message, kind);
  return place === "" ? capitalized(words) : `${place}: ${words}`;
}

/** `ways[1].rule` as "Branches, no. 2, Condition". */
function placeOf(field: string, root: JsonSchema): string {
  const words: string[] = [];
  let schema: JsonSchema = resolve(root, root).schema;
  for (const [, name, index] of field.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    const inner = name === undefined ? schema.items : schema.properties?.[name];
    schema = resolve(inner ?? {}, root).schema;
    words.push(name === undefined ? `no. ${Number(index) + 1}` : (schema.title ?? spaced(name)));
  }
  return words.join(", ");
}

const spaced = (name: string) =>
  capitalized(name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase());

/** A path into a rule (`and[1].==: …`), which no editor shows. */
const rulePath = /^(?:[\w!=<>]+(?:\[(\d+)\])?)(?:\.[\w!=<>]+(?:\[\d+\])?)*: (?=\S)/;

/** What the API says of a value, in the words of the form. */
function messageWords(message: string, kind?: BlockKind): string {
  if (message === "is missing" || message.startsWith("is missing: ")) return "needs a value";
  if (message.startsWith("a condition is an object")) return "has no rule yet: add one";
  const ruleFault = /takes \d+(?: to \d+)? arguments|unknown operator|is an object with one/;
  if (ruleFault.test(message)) {
    const index = rulePath.exec(message)?.[1];
    const which = index === undefined ? "a rule" : `rule no. ${Number(index) + 1}`;
    const isUnknown = message.includes("unknown operator");
    return isUnknown ? `${which} compares in a way that is not known` : `${which} needs a value`;
  }
  const listed = /one of ((?:\w+, )+\w+)$/.exec(message)?.[1];
  if (listed === undefined) return message;
  const titles = listed.split(", ").map((name) => kind?.schema.properties?.[name]?.title ?? name);
  return message.replace(listed, titles.join(", "));
}
