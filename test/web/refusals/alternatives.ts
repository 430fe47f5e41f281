import ts from "typescript";

/** What is called and declared by a name, so that helpers are followed through files. */
export interface Sources {
  calls: ReadonlyMap<string, readonly ts.CallExpression[]>;
  helpers: ReadonlyMap<string, readonly ts.FunctionLikeDeclaration[]>;
  /** Those that other files import. */
  constants: ReadonlyMap<string, readonly ts.Expression[]>;
}

/** A chain of constants and helpers is followed so far. */
const deepest = 8;
/** More than these are not a choice of texts any more. */
const most = 60;
const any = "{}";

/**
 * The texts that an expression may be, `{}` for each value that the code does not say: literals,
 * templates, choices, constants, what a helper gives, and what a helper's callers give it.
 */
export function alternativesOf(node: ts.Expression, sources: Sources, depth = 0): string[] {
  if (depth > deepest) return [any];
  const found = [...new Set(alternatives(node, sources, depth))];
  return found.length > most ? [any] : found;
}

function alternatives(node: ts.Expression, sources: Sources, depth: number): string[] {
  const inner = (expression: ts.Expression) => alternativesOf(expression, sources, depth + 1);
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (isAround(node)) return inner(node.expression);
  if (ts.isConditionalExpression(node)) {
    return [node.whenTrue, node.whenFalse].filter((part) => !isNothing(part)).flatMap(inner);
  }
  if (ts.isBinaryExpression(node)) {
    const { left, right, operatorToken } = node;
    if (operatorToken.kind === ts.SyntaxKind.PlusToken) return joined(inner(left), inner(right));
    if (operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
      return [...inner(left), ...(isNothing(right) ? [] : inner(right))];
    }
  }
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce(
      (texts, { expression, literal }) => joined(joined(texts, inner(expression)), [literal.text]),
      [node.head.text],
    );
  }
  if (ts.isIdentifier(node)) return ofName(node, sources, depth);
  if (ts.isElementAccessExpression(node)) return ofTable(node.expression, sources, depth);
  if (ts.isPropertyAccessExpression(node)) {
    return ofTable(node.expression, sources, depth, node.name.text);
  }
  if (ts.isCallExpression(node)) return ofCall(node, sources, depth);
  return [any];
}

const isAround = (
  node: ts.Expression,
): node is ts.ParenthesizedExpression | ts.AsExpression | ts.SatisfiesExpression =>
  ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node);

const isNothing = (node: ts.Expression): boolean =>
  node.kind === ts.SyntaxKind.NullKeyword || node.getText() === "undefined";

const joined = (firsts: readonly string[], seconds: readonly string[]): string[] =>
  firsts.flatMap((first) => seconds.map((second) => first + second));

function ofName(name: ts.Identifier, sources: Sources, depth: number): string[] {
  for (let scope: ts.Node = name; !ts.isSourceFile(scope); scope = scope.parent) {
    const constant = constantIn(scope.parent, name.text);
    if (constant !== undefined) return alternativesOf(constant, sources, depth + 1);
    if (ts.isFunctionLike(scope)) {
      const place = scope.parameters.findIndex(({ name: own }) => own.getText() === name.text);
      if (place !== -1) return ofParameter(scope, place, sources, depth);
    }
  }
  const [imported, ...others] = sources.constants.get(name.text) ?? [];
  const isKnown = imported !== undefined && others.length === 0;
  return isKnown ? alternativesOf(imported, sources, depth + 1) : [any];
}

function constantIn(scope: ts.Node, name: string): ts.Expression | undefined {
  if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) return undefined;
  for (const statement of scope.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name: own, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(own) && own.text === name) return initializer;
    }
  }
  return undefined;
}

/** A table of texts: one of them, or any where the code doesn't say which. */
function ofTable(table: ts.Expression, sources: Sources, depth: number, of?: string): string[] {
  if (!ts.isIdentifier(table)) return [any];
  const declared =
    constantIn(table.getSourceFile(), table.text) ?? sources.constants.get(table.text)?.[0];
  const inner = declared !== undefined && isAround(declared) ? declared.expression : declared;
  if (inner === undefined || !ts.isObjectLiteralExpression(inner)) return [any];
  const found = inner.properties.filter(({ name }) => of === undefined || name?.getText() === of);
  return found.flatMap((property) =>
    ts.isPropertyAssignment(property)
      ? alternativesOf(property.initializer, sources, depth + 1)
      : [any],
  );
}

/** What the callers of a helper give it in this place. */
function ofParameter(
  helper: ts.SignatureDeclaration,
  place: number,
  sources: Sources,
  depth: number,
): string[] {
  const declared = ts.isVariableDeclaration(helper.parent) ? helper.parent : helper;
  const calls = (sources.calls.get(declared.name?.getText() ?? "") ?? []).filter(
    (call) => isExported(declared) || call.getSourceFile() === helper.getSourceFile(),
  );
  const given = calls.flatMap(({ arguments: all }) => {
    const argument = all[place] ?? helper.parameters[place]?.initializer;
    return argument === undefined ? [] : alternativesOf(argument, sources, depth + 1);
  });
  return given.length === 0 ? [any] : given;
}

/** What a helper of ours gives back. */
function ofCall(call: ts.CallExpression, sources: Sources, depth: number): string[] {
  if (!ts.isIdentifier(call.expression)) return [any];
  const all = sources.helpers.get(call.expression.text) ?? [];
  const here = all.filter((helper) => helper.getSourceFile() === call.getSourceFile());
  const exported = all.filter((helper) => isExported(declaredBy(helper)));
  const helper = here[0] ?? (exported.length === 1 ? exported[0] : undefined);
  if (helper?.body === undefined) return [any];
  if (!ts.isBlock(helper.body)) return alternativesOf(helper.body, sources, depth + 1);
  const given = returnsIn(helper.body)
    .filter((expression) => !isNothing(expression))
    .flatMap((expression) => alternativesOf(expression, sources, depth + 1));
  return given.length === 0 ? [any] : given;
}

export function returnsIn(body: ts.Node): ts.Expression[] {
  const found: ts.Expression[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) found.push(node.expression);
    ts.forEachChild(node, look);
  };
  ts.forEachChild(body, look);
  return found;
}

const declaredBy = (helper: ts.FunctionLikeDeclaration): ts.Declaration =>
  ts.isVariableDeclaration(helper.parent) ? helper.parent : helper;

export function isExported(declared: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(declared) & ts.ModifierFlags.Export) !== 0;
}
