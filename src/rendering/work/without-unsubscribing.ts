import type { FrozenText, TemplatePartial } from "../../domain/message-content.ts";
import { usedVariables } from "../../domain/template-variables.ts";
import type { Jobs } from "../jobs.ts";
import { replaceComments } from "./comments.ts";

/** Whether a person can unsubscribe is whether the HTML, as people see it, names the address for it. */
export function withoutUnsubscribing({
  languages,
  partials,
  expressions,
}: Jobs["withoutUnsubscribing"]["input"]): string[] {
  // What the block's data says may be put into the content anywhere.
  if (expressions.some((template) => names(template, {}))) return [];
  return Object.entries(languages).flatMap(([language, content]) =>
    isUnsubscribable(content, partials) ? [] : [language],
  );
}

function isUnsubscribable(
  { engine, html }: FrozenText,
  partials: Record<string, TemplatePartial>,
): boolean {
  const shown = withoutComments(html ?? "");
  return engine === "velocity" ? /\$!?\{?unsubscribeUrl\b/.test(shown) : names(shown, partials);
}

const names = (template: string, partials: Record<string, TemplatePartial>): boolean =>
  usedVariables(template, partials).some(({ path: [root] }) => root === "unsubscribeUrl");

/** Without what nobody sees; what Outlook reads in comments stays. */
const withoutComments = (html: string): string =>
  replaceComments(html, (comment) => (comment.startsWith("<!--[if") ? comment : ""));
