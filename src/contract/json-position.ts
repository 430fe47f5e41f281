/**
 * Where a text stops being JSON. The engine's own message has no position for short texts, and
 * quotes the text, which may hold personal data.
 * @returns null for valid JSON
 */
export function jsonSyntaxError(
  text: string,
): { offset: number; line: number; column: number } | null {
  const offset = firstSyntaxError(text);
  if (offset === null) return null;
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { offset, line: before.split("\n").length, column: offset - lineStart + 1 };
}

const blank = /[ \t\n\r]*/y;
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids bare control characters
const characters = /(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

type Expected = "value" | "first value" | "first key" | "key" | "after";

/** Walks the text without recursion, so that depth costs no stack. */
function firstSyntaxError(text: string): number | null {
  const open: string[] = [];
  let at = 0;
  let expected: Expected = "value";
  const skip = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    at += length;
    return length;
  };
  const quoted = (): boolean => {
    if (text[at] !== '"') return false;
    at++;
    skip(characters);
    return text[at++] === '"' || (at--, false);
  };
  for (;;) {
    skip(blank);
    const next = text[at];
    if (expected === "after") {
      if (open.length === 0) return at === text.length ? null : at;
      if (next === open.at(-1)) open.pop();
      else if (next === ",") expected = open.at(-1) === "}" ? "key" : "value";
      else return at;
      at++;
    } else if (
      (next === "}" && expected === "first key") ||
      (next === "]" && expected === "first value")
    ) {
      open.pop();
      expected = "after";
      at++;
    } else if (expected === "key" || expected === "first key") {
      if (!quoted()) return at;
      skip(blank);
      if (text[at] !== ":") return at;
      at++;
      expected = "value";
    } else if (next === "{" || next === "[") {
      open.push(next === "{" ? "}" : "]");
      expected = next === "{" ? "first key" : "first value";
      at++;
    } else if (next === '"' ? quoted() : skip(scalar) > 0) {
      expected = "after";
    } else {
      return at;
    }
  }
}
