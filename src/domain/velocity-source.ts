/** A template as the library reads it, and what is wrong with its directives. */
export interface VelocitySource {
  source: string;
  /** The first directive that has no beginning, no end, or no place, in words; null: all have. */
  fault: string | null;
}

/** Known to every template as lists and maps without entries: the library's conditions take no `[]`. */
export const emptyLiterals = { campanileEmptyList: [], campanileEmptyMap: {} };

const withEnd = new Set(["if", "foreach", "macro", "define", "noescape"]);
const withArguments = new Set([...withEnd, "elseif", "set", "parse", "include", "evaluate"]);
const directive = /#(?:\{(\w+)\}|(@?[A-Za-z_]\w*))/y;
const macroName = /#macro\s*\(\s*([A-Za-z_]\w*)/g;
const reference = /\$!?\{?[A-Za-z_]\w*/y;

interface Open {
  name: string;
  line: number;
  hasElse: boolean;
}

/**
 * Goes through a template once. Directives are told by what Velocity says they are: `#endorsements`,
 * `#fff (white)` and `#if` without its brackets are text, and are handed to the library as such, which
 * takes some for faults and drops what stands behind an `#end` of nothing.
 */
export function readVelocity(template: string): VelocitySource {
  const macros = new Set([...template.matchAll(macroName)].map(([, name = ""]) => name));
  const brackets: KnownBrackets = new Map();
  const open: Open[] = [];
  let fault: string | null = null;
  let source = "";
  let after = 0;
  let line = 1;
  let counted = 0;
  const lineAt = (at: number): number => {
    line += template.slice(counted, at).split("\n").length - 1;
    counted = at;
    return line;
  };
  const tell = (at: number, what: string): void => {
    fault ??= `line ${lineAt(at)}: ${what}`;
  };
  const copy = (to: number): void => {
    source += template.slice(after, to);
    after = to;
  };
  for (let at = next(template, 0); at !== -1; at = next(template, Math.max(after, at + 1))) {
    const skipped = verbatimEnd(template, at, brackets);
    if (skipped !== null) {
      copy(skipped);
      continue;
    }
    directive.lastIndex = at;
    const [whole, formal, bare] = directive.exec(template) ?? [];
    const name = formal ?? bare;
    if (whole === undefined || name === undefined) continue;
    const end = at + whole.length;
    // The library knows these by their bare names alone.
    const spelled = formal !== undefined && withArguments.has(formal) ? `#${formal}` : whole;
    const begin = /^\s*\(/.exec(template.slice(end, end + 100));
    if (name === "end" || name === "else") {
      const last = open.at(-1);
      if (name === "end") {
        if (open.pop() === undefined)
          tell(at, "#end has nothing to end: there is no #if or #foreach before it");
      } else if (last?.name !== "if") tell(at, "#else stands in no #if");
      else if (last.hasElse) tell(at, "a second #else of one #if");
      else last.hasElse = true;
      copy(end);
      continue;
    }
    const isMacro = name.startsWith("@") ? macros.has(name.slice(1)) : macros.has(name);
    if (begin !== null && (withArguments.has(name) || isMacro)) {
      const from = end + begin[0].length - 1;
      const to = bracketsEnd(template, from, brackets);
      if (name === "elseif") {
        if (open.at(-1)?.name !== "if") tell(at, "#elseif stands in no #if");
        else if (open.at(-1)?.hasElse === true)
          tell(at, "#elseif stands behind the #else of its #if");
      }
      if (withEnd.has(name) || name.startsWith("@")) {
        open.push({ name, line: lineAt(at), hasElse: false });
      }
      copy(at);
      source += spelled;
      after = end;
      copy(from);
      if (to === null) {
        tell(at, `#${name} has no ) to its (`);
        continue;
      }
      const given = template.slice(from, to);
      source += name === "if" || name === "elseif" ? withEmptyLiterals(given) : given;
      after = to;
    } else if ((begin !== null && !isCall(template, end)) || withArguments.has(name)) {
      // Text, which the library would read as a call.
      copy(at);
      source += "#[[#]]#";
      after = at + 1;
    }
  }
  const unended = open.at(-1);
  if (unended !== undefined) fault ??= `line ${unended.line}: #${unended.name} has no #end`;
  return { source: source + template.slice(after), fault };
}

/** `#row($x)`: a call of a macro, which may be one of nobody's: it comes to nothing. */
const isCall = (template: string, at: number): boolean =>
  /^\(\s*[)$"'[{\d-]/.test(template.slice(at, at + 100));

function next(template: string, from: number): number {
  for (let at = from; at < template.length; at++) {
    const character = template[at];
    if (character === "#" || character === "$" || character === "\\") return at;
  }
  return -1;
}

/** Where something ends in which there are no directives: comments, `#[[ … ]]#`, `\#`, `$x.y("#end")`. */
function verbatimEnd(template: string, at: number, brackets: KnownBrackets): number | null {
  if (template[at] === "\\")
    return template[at + 1] === "#" || template[at + 1] === "$" ? at + 2 : at + 1;
  if (template[at] === "$") return referenceEnd(template, at, brackets);
  for (const [opening, closing] of [
    ["##", "\n"],
    ["#*", "*#"],
    ["#[[", "]]#"],
  ] as const) {
    if (!template.startsWith(opening, at)) continue;
    const end = template.indexOf(closing, at + opening.length);
    if (end === -1) return opening === "##" ? template.length : at + opening.length;
    return closing === "\n" ? end : end + closing.length;
  }
  return null;
}

function referenceEnd(template: string, at: number, brackets: KnownBrackets): number {
  reference.lastIndex = at;
  const [whole] = reference.exec(template) ?? [];
  if (whole === undefined) return at + 1;
  let end = at + whole.length;
  for (;;) {
    const step = /^(?:\.[A-Za-z_]\w*)+/.exec(template.slice(end, end + 1_000))?.[0];
    if (step !== undefined) end += step.length;
    const behind =
      template[end] === "(" || template[end] === "[" ? bracketsEnd(template, end, brackets) : null;
    if (behind !== null) end = behind;
    else if (step === undefined) return end;
  }
}

const closing: Record<string, string> = { "(": ")", "[": "]", "{": "}" };
/** Where brackets end that were looked at, by where they begin; null: nowhere. */
type KnownBrackets = Map<number, number | null>;

/**
 * Behind the bracket that closes the one at `from`, whatever stands in quotes between; null: there is
 * none. What a search finds out about brackets on its way is not searched again.
 */
function bracketsEnd(template: string, from: number, known: KnownBrackets): number | null {
  const found = known.get(from);
  if (found !== undefined) return found;
  const open: { at: number; end: string }[] = [];
  let quote = "";
  for (let at = from; at < template.length; at++) {
    const character = template[at] ?? "";
    const end = closing[character];
    const last = open.at(-1);
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (end !== undefined) open.push({ at, end });
    else if (last !== undefined && character === last.end) {
      open.pop();
      known.set(last.at, at + 1);
      if (open.length === 0) return at + 1;
    }
  }
  for (const { at } of open) known.set(at, null);
  return null;
}

/** `$list == []` with a name for what the library can't read. */
function withEmptyLiterals(condition: string): string {
  return condition.replaceAll(/"[^"]*"|'[^']*'|\[\s*\]|\{\s*\}/g, (found: string, at: number) => {
    const isOperand = /(?:[=(!&|<>]|\b(?:eq|ne|and|or|not))$/.test(
      condition.slice(0, at).trimEnd(),
    );
    if (/^["']/.test(found) || !isOperand) return found;
    return found.startsWith("[") ? "$campanileEmptyList" : "$campanileEmptyMap";
  });
}
