const opening = /\{(?=[{%])/g;
/** Tags whose content is no Liquid: all up to their end belongs to them. */
const verbatim = /^\{%-?\s*(comment|raw)\b/;

/**
 * Replaces each `{{ … }}` and `{% … %}` of a text; a `{% comment %}` or `{% raw %}` is one with all
 * that stands in it. Not by one pattern: that would look for an end from each beginning that has
 * none, which takes minutes on a hundred kilobytes of them.
 */
export function replaceLiquid(text: string, replace: (token: string) => string): string {
  const missing = new Set<string>();
  let shown = "";
  let after = 0;
  for (const { index } of text.matchAll(opening)) {
    const closing = text[index + 1] === "{" ? "}}" : "%}";
    if (index < after || missing.has(closing)) continue;
    const end = text.indexOf(closing, index + 2);
    if (end === -1) {
      missing.add(closing);
      continue;
    }
    const token = text.slice(index, end + 2);
    const [, tag] = verbatim.exec(token) ?? [];
    const whole = tag === undefined || missing.has(tag) ? -1 : endOf(text, tag, end + 2);
    if (tag !== undefined && whole === -1) missing.add(tag);
    const until = whole === -1 ? end + 2 : whole;
    shown += text.slice(after, index) + replace(text.slice(index, until));
    after = until;
  }
  return shown + text.slice(after);
}

const ends: Record<string, RegExp> = {
  comment: /\{%-?\s*endcomment\s*-?%\}/g,
  raw: /\{%-?\s*endraw\s*-?%\}/g,
};

/** Where `{% endcomment %}` or `{% endraw %}` ends, or -1. */
function endOf(text: string, tag: string, from: number): number {
  const pattern = ends[tag];
  if (pattern === undefined) throw new Error(`${tag} has no end`);
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
