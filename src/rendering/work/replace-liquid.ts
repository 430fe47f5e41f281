const opening = /\{(?=[{%])/g;

/**
 * Replaces each `{{ … }}` and `{% … %}` of a text. Not by one pattern: that would look for an end from
 * each beginning that has none, which takes minutes on a hundred kilobytes of them.
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
    shown += text.slice(after, index) + replace(text.slice(index, end + 2));
    after = end + 2;
  }
  return shown + text.slice(after);
}
