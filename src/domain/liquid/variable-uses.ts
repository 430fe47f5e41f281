import type { Template, Variable, VariableLocation } from "liquidjs";
import {
  AssignTag,
  CaseTag,
  ForTag,
  IfTag,
  IncludeTag,
  RenderTag,
  toValueSync,
  UnlessTag,
  Value,
} from "liquidjs";

/** Tested by an `if` and the like; covered by a fallback that stands there; or neither. */
export type Use = "tested" | "covered" | "bare";

/** A variable in the source, as the parser keeps it. */
interface Token {
  file?: string;
  props?: Token[];
  lhs?: Token;
  rhs?: Token;
  getPosition?(): number[];
}

/** A value that goes by another name from there on: dealt with where all uses of that name are. */
interface HandedOver {
  tokens: Token[];
  name: string;
  /** The partial that gets it; undefined: `assign`. */
  partial: string | undefined;
}

/**
 * How a template and its partials use each variable, by its place: the same that rendering does
 * about a variable that is missing (see `fallbacks.ts`).
 *
 * @param variables all of them, names of the template's own among them
 */
export function variableUses(
  templates: readonly Template[],
  variables: readonly Variable[],
): (location: VariableLocation) => Use {
  const uses = new Map<string, Use>();
  const handedOver: HandedOver[] = [];
  const note = (use: Use, tokens: Iterable<Token>): void => {
    for (const token of tokens) uses.set(placeOf(token), use);
  };
  for (const template of withChildren(templates, new Set())) {
    const isTest =
      template instanceof IfTag || template instanceof UnlessTag || template instanceof CaseTag;
    for (const argument of (template.arguments?.() ?? []) as Iterable<Value | Token>) {
      if (isTest) note("tested", tokensIn(argument));
      else if (argument instanceof Value) note("covered", coveredIn(argument));
    }
    if (template instanceof ForTag) note("covered", coveredByElse(template));
    handedOver.push(...handedOverBy(template));
  }
  const useOf = (location: VariableLocation): Use => uses.get(keyOf(location)) ?? "bare";
  for (const { tokens, name, partial } of handedOver) {
    const later = variables.filter(
      ({ segments, location }) =>
        segments[0] === name && (partial === undefined || location.file === partial),
    );
    const all = new Set(later.map(({ location }) => useOf(location)));
    if (all.has("tested") || (all.has("covered") && !all.has("bare"))) note("covered", tokens);
  }
  return useOf;
}

/** Each template once, those of partials too. */
function* withChildren(templates: readonly Template[], seen: Set<string>): Generator<Template> {
  for (const template of templates) {
    yield template;
    const name = template.partialScope?.()?.name;
    if (name !== undefined && seen.has(name)) continue;
    if (name !== undefined) seen.add(name);
    const children = template.children?.(true, true);
    if (children !== undefined) yield* withChildren(toValueSync(children), seen);
  }
}

/** What stands before the last `default` of a value. */
function coveredIn({ initial, filters }: Value): Token[] {
  const last = filters.findLastIndex(({ name }) => name === "default");
  if (last === -1) return [];
  const before = filters.slice(0, last).flatMap(({ args }) => args.flatMap(tokenOfArgument));
  return [...initial.postfix, ...before].flatMap((token) => [...variablesIn(token as Token)]);
}

function coveredByElse(tag: ForTag): Token[] {
  const { collection, elseTemplates } = tag as unknown as {
    collection: Token;
    elseTemplates: unknown[];
  };
  return elseTemplates.length === 0 ? [] : [...variablesIn(collection)];
}

function handedOverBy(template: Template): HandedOver[] {
  if (template instanceof AssignTag) {
    const { key, value } = template as unknown as { key: string; value: Value };
    return [{ tokens: [...tokensIn(value)], name: key, partial: undefined }];
  }
  if (!(template instanceof RenderTag || template instanceof IncludeTag)) return [];
  const { hash, file } = template as unknown as {
    hash: { hash: Record<string, Token | undefined> };
    file: unknown;
  };
  if (typeof file !== "string") return [];
  return Object.entries(hash.hash).flatMap(([name, token]) =>
    token === undefined ? [] : [{ tokens: [...variablesIn(token)], name, partial: file }],
  );
}

function* tokensIn(argument: Value | Token): Generator<Token> {
  const tokens: Token[] = [];
  if (argument instanceof Value) {
    const ofFilters = argument.filters.flatMap(({ args }) => args.flatMap(tokenOfArgument));
    tokens.push(...argument.initial.postfix, ...ofFilters);
  } else tokens.push(argument);
  for (const token of tokens) yield* variablesIn(token);
}

/** `name: value`, or a value alone. */
function tokenOfArgument(argument: unknown): Token[] {
  const [, named] = Array.isArray(argument) ? (argument as [string, Token?]) : [];
  const token = Array.isArray(argument) ? named : (argument as Token);
  return token === undefined ? [] : [token];
}

function* variablesIn(token: Token): Generator<Token> {
  if (token.props !== undefined) yield token;
  for (const end of [token.lhs, token.rhs]) if (end !== undefined) yield* variablesIn(end);
}

function placeOf(token: Token): string {
  if (token.getPosition === undefined) throw new Error("a variable without a place");
  const [row = 0, col = 0] = token.getPosition();
  const file = token.file ?? token.props?.[0]?.file;
  return keyOf(file === undefined ? { row, col } : { row, col, file });
}

const keyOf = ({ row, col, file = "" }: VariableLocation): string => `${row}:${col} ${file}`;
