import type { Jobs, ValuesInput } from "../jobs.ts";
import type { TemplateTree } from "../../domain/template-tree.ts";
import { renderTree } from "../../domain/template-tree.ts";
import { renderTemplate } from "../../domain/template.ts";
import { requireSize } from "./output.ts";
import { workingOn } from "./place.ts";

/** Liquid, each template by itself: as a text, or as the value that it is. */
export function values({ templates, facts, as }: ValuesInput): unknown[] {
  const render = (template: TemplateTree): unknown =>
    as === "text" && typeof template === "string"
      ? renderTemplate("text", template, facts)
      : renderTree(template, facts);
  const made = templates.map((template) => {
    workingOn(`the template ${excerpt(template)}`);
    return render(template);
  });
  requireSize(JSON.stringify(made));
  return made;
}

/** Values for each entry of a list. */
export function valuesOfEach({
  templates,
  facts,
  items,
  first,
}: Jobs["valuesOfEach"]["input"]): unknown[][] {
  return items.map((item, place) => {
    const own = { ...facts, item, index: first + place };
    return values({ templates, facts: own, as: "value" });
  });
}

const maxExcerptLength = 60;

function excerpt(template: TemplateTree): string {
  const text = typeof template === "string" ? template : JSON.stringify(template);
  return text.length > maxExcerptLength ? `${text.slice(0, maxExcerptLength)}…` : text;
}
