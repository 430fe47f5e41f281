import { Tokens } from "./tokens.ts";

interface Attribute {
  name: string;
  value: string;
  from: number;
  to: number;
}

/** The attributes of a tag as it is written, in their order. */
export function attributesOf(open: string): Attribute[] {
  const tokens = new Tokens(open);
  const found: Attribute[] = [];
  let at = 1;
  while (at < open.length && !/[\s/>]/.test(open[at] ?? "")) at++;
  while (at < open.length) {
    const liquid = tokens.liquidEnd(at);
    if (liquid !== -1) {
      at = liquid;
      continue;
    }
    if (/[\s/>]/.test(open[at] ?? "")) {
      at++;
      continue;
    }
    const from = at;
    while (at < open.length && !/[\s/>=]/.test(open[at] ?? "")) at++;
    const name = open.slice(from, at);
    if (open[at] !== "=") {
      if (name === "") at++;
      else found.push({ name, value: "", from, to: at });
      continue;
    }
    at++;
    const quote = open[at] === '"' || open[at] === "'" ? open[at] : null;
    const begin = quote === null ? at : at + 1;
    at = begin;
    while (at < open.length && !ends(open[at] ?? "", quote ?? null)) {
      const to = tokens.liquidEnd(at);
      at = to === -1 ? at + 1 : to;
    }
    const value = open.slice(begin, at);
    if (quote !== null) at++;
    found.push({ name, value, from, to: at });
  }
  return found;
}

const ends = (character: string, quote: string | null): boolean =>
  quote === null ? /[\s>]/.test(character) : character === quote;

export function attribute(open: string, name: string): string {
  return attributesOf(open).find((one) => one.name === name)?.value ?? "";
}

/** A tag with one attribute changed, added, or taken away by an empty value; the rest stays as it is. */
export function withAttribute(open: string, name: string, value: string): string {
  const there = attributesOf(open).find((one) => one.name === name);
  const written = `${name}="${escaped(value)}"`;
  if (there === undefined) {
    if (value === "") return open;
    const end = open.endsWith("/>") ? open.length - 2 : open.length - 1;
    const before = open.slice(0, end).trimEnd();
    const closing = open.endsWith("/>") ? " />" : ">";
    return `${before} ${written}${closing}`;
  }
  const before = open.slice(0, there.from);
  const after = open.slice(there.to);
  return value === "" ? before.trimEnd() + after : before + written + after;
}

/** Quotes would end it; those of Liquid are its own, and are kept by the parser as one. */
function escaped(value: string): string {
  const tokens = new Tokens(value);
  let shown = "";
  for (let at = 0; at < value.length;) {
    const to = tokens.liquidEnd(at);
    if (to !== -1) {
      shown += value.slice(at, to);
      at = to;
      continue;
    }
    shown += value[at] === '"' ? "&quot;" : (value[at] ?? "");
    at++;
  }
  return shown;
}
