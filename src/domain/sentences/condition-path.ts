/** Names of facts as conditions in words have them: where one ends can be seen. */

const roots = ["event", "contact", "order", "vars", "messages", "waited"];

/** What a name has only in brackets and quotes. */
const odd = /[\s"'()[\],;:{}\\]/;

/** `event.params.total`; `event.params["order total"]` for a name that can't be told from words around it. */
export function pathText(path: string): string {
  if (path === "now" || endOfPath(path, 0) === path.length) return path;
  const [root = ""] = path.split(/[.[]/, 1);
  const below = path.slice(root.length);
  if (!below.startsWith(".")) return `${root}[${JSON.stringify(below)}]`;
  const names = below.slice(1).split(".");
  return (
    root + names.map((name) => (odd.test(name) ? `[${JSON.stringify(name)}]` : `.${name}`)).join("")
  );
}

/** Where a name that begins at `from` ends; -1: there is none. */
export function endOfPath(text: string, from: number): number {
  const root = roots.find((name) => text.startsWith(name, from));
  if (root === undefined) return -1;
  let at = from + root.length;
  if (text[at] !== "." && text[at] !== "[") return at;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === "[") {
      const end = endOfBracket(text, at);
      if (end === -1) return -1;
      at = end;
    } else if (odd.test(char)) return at;
    else at++;
  }
  return at;
}

/** `event.params["order total"]` as it is read aloud: `event.params.order total`. */
export function withoutBrackets(path: string): string {
  let plain = "";
  let at = 0;
  while (at < path.length) {
    const end = path[at] === "[" ? endOfBracket(path, at) : at + 1;
    if (end === -1) return plain + path.slice(at);
    const quoted = path[at + 1] === '"' || path[at + 1] === "'";
    plain +=
      path[at] === "[" && quoted
        ? `.${unquoted(path.slice(at + 1, end - 1))}`
        : path.slice(at, end);
    at = end;
  }
  return plain;
}

function unquoted(text: string): string {
  if (text.startsWith("'")) return text.slice(1, -1);
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

function endOfBracket(text: string, from: number): number {
  const end = endOfBracketed(text, from + 1);
  return end === -1 || text[end] !== "]" ? -1 : end + 1;
}

function endOfBracketed(text: string, from: number): number {
  if (text[from] === '"') return endOfQuoted(text, from);
  if (text[from] === "'") {
    const end = text.indexOf("'", from + 1);
    return end === -1 ? -1 : end + 1;
  }
  let end = from;
  while (/\d/.test(text.charAt(end))) end++;
  return end === from ? -1 : end;
}

/** Where a text ends that JSON has written. */
export function endOfQuoted(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}
