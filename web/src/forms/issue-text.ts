import { englishName } from "../i18n/field-names.ts";
import { capitalized } from "../ui/text.ts";
import type { BlockKind, JsonSchema } from "../api/block-kinds.ts";
import type { DraftIssue } from "../api/workflows.ts";
import { labelOf } from "../canvas/ports.ts";
import type { Claim, FieldIssue } from "./schema/paths.ts";
import { isWithin } from "./schema/paths.ts";
import { resolve } from "./schema/resolve.ts";
import { t } from "../i18n/i18n.ts";
import { refusalWords } from "../i18n/refusals.ts";

/** Whether an issue is about a branch, and not about the setting that has the same name. */
export function isAboutBranch({ field, message }: DraftIssue): boolean {
  return field !== undefined && message.includes(`branch "${field}"`);
}

/** An issue as a sentence, its setting named as the form names it. */
export function issueText(issue: DraftIssue, kind?: BlockKind): string {
  const { field = "", message } = issue;
  if (isAboutBranch(issue)) return branchText(field, message, kind);
  const place = kind === undefined ? [] : placeOf(field, kind.schema);
  return placed(place, messageWords(message, kind));
}

/** The messages of the issues at an input; an issue of a part of it begins with the part's name. */
export function messageAt(
  issues: readonly FieldIssue[],
  { path, deep }: Claim,
  kind: BlockKind,
): string | undefined {
  const words = issues.flatMap(({ field = "", message }) => {
    if (field !== path && !(deep && isWithin(path, field))) return [];
    const within = placeOf(field, kind.schema).slice(segmentsOf(path).length);
    return [placed(within, messageWords(message, kind))];
  });
  return words.length === 0 ? undefined : [...new Set(words)].join("\n");
}

function placed(place: readonly string[], words: string): string {
  return place.length === 0
    ? capitalized(words)
    : t("issues:at", { place: place.join(", "), words });
}

const segmentsOf = (path: string) => [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)];

/** `ways[1].rule` as "Branches", "no. 2", "Condition". */
function placeOf(field: string, root: JsonSchema): string[] {
  let schema: JsonSchema = resolve(root, root).schema;
  return segmentsOf(field).map(([, name, index]) => {
    const inner = name === undefined ? schema.items : schema.properties?.[name];
    const isKey = inner === undefined && typeof schema.additionalProperties === "object";
    schema = resolve(inner ?? {}, root).schema;
    if (name === undefined) return t("issues:number", { number: Number(index) + 1 });
    // What somebody has named is called as they call it.
    return schema.title ?? (isKey ? name : englishName(name));
  });
}

/** A path into a rule (`and[1].==: …`), which no editor shows. */
const rulePath = /^(?:[\w!=<>]+(?:\[(\d+)\])?)(?:\.[\w!=<>]+(?:\[\d+\])?)*: (?=\S)/;

/** What the API says of a branch, which is named here as on the canvas. */
function branchText(field: string, message: string, kind?: BlockKind): string {
  const branch = labelOf(kind?.branchLabels, field);
  const [, known] = message.split('"; it has ');
  if (known === "none") return t("issues:known.none", { branch });
  if (known !== undefined) return t("issues:known.lost", { branch, known });
  if (/" leads nowhere/.test(message)) return t("issues:known.nowhere", { branch });
  if (/" has more than one edge/.test(message)) return t("issues:known.twice", { branch });
  return capitalized(refusalWords(message.replace(`branch "${field}"`, `branch "${branch}"`)));
}

/** What the API says of blocks and connections as a whole, by ids that no page shows. */
const ofBlocks = [
  [/^the workflow has no start block$/, "noStart"],
  [/^a workflow has one start block/, "secondStart"],
  [/^it can't be reached from the start$/, "unreachable"],
  [/^two blocks have the id /, "sameId"],
  [/leads into the start block$/, "intoStart"],
  [/leads to a block that does not exist$/, "toNowhere"],
  [/comes from a block that does not exist$/, "fromNowhere"],
  [/^is part of a loop without a wait/, "endless"],
] as const;

/** What the API says of a value, in the words of the form. */
function messageWords(message: string, kind?: BlockKind): string {
  const ofBlock = ofBlocks.find(([says]) => says.test(message))?.[1];
  if (ofBlock !== undefined) return t(`issues:known.${ofBlock}`);
  if (/^is missing(?:: |$)/.test(message)) return t("issues:needsValue");
  if (message.startsWith("a condition is an object")) return t("issues:noRule");
  const ruleFault = /takes \d+(?: to \d+)? arguments|unknown operator|is an object with one/;
  if (ruleFault.test(message)) {
    const index = rulePath.exec(message)?.[1];
    const isUnknown = /unknown operator/.test(message);
    if (index === undefined) return t(`issues:${isUnknown ? "ruleUnknown" : "rule"}`);
    const number = Number(index) + 1;
    return t(`issues:${isUnknown ? "ruleNumberUnknown" : "ruleNumber"}`, { number });
  }
  const words = refusalWords(message);
  const listed = /one of ((?:\w+, )+\w+)$/.exec(message)?.[1];
  if (listed === undefined) return words;
  const titles = listed.split(", ").map((name) => kind?.schema.properties?.[name]?.title ?? name);
  return words.replace(listed, titles.join(", "));
}
