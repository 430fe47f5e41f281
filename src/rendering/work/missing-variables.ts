import type { FrozenText, TemplatePartial } from "../../domain/message-content.ts";
import { liquidParts } from "../../domain/message-content.ts";
import { usedVariables } from "../../domain/template-variables.ts";

/** What one content reads and these facts don't have; what a `default` or an `if` deals with is left out. */
export function missingVariables(
  partials: Record<string, TemplatePartial>,
  content: FrozenText,
  expressions: readonly string[],
  facts: object,
): { variable: string; message: string }[] {
  const used = [...liquidParts(content), ...expressions].flatMap((template) =>
    usedVariables(template, partials),
  );
  const names = new Set<string>();
  for (const { path, guarded } of used) {
    if (!guarded && isMissing(valueAt(facts, path))) names.add(path.join("."));
  }
  return [...names].map((variable) => ({ variable, message: "has no value here" }));
}

/** Liquid's own names of texts and lists count as there. */
const ofLists = new Set(["size", "first", "last"]);

function valueAt(facts: object, path: readonly string[]): unknown {
  let value: unknown = facts;
  for (const name of path) {
    if (ofLists.has(name) && (typeof value === "string" || Array.isArray(value))) return value;
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) {
      return undefined;
    }
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === "";
