import type { Node } from "@typescript/native/unstable/ast";
import { SyntaxKind } from "@typescript/native/unstable/ast";
import * as is from "@typescript/native/unstable/ast/is";

/** What can't be known before the program runs, and why. */
export class Unknown {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}

/** A function, with the parameters that are known around it. */
export class Closure {
  readonly node: Node;
  readonly scope: Scope;
  constructor(node: Node, scope: Scope) {
    this.node = node;
    this.scope = scope;
  }
}

/** Parameters by their declarations. */
export type Scope = ReadonlyMap<Node, unknown>;

export interface Parameters {
  parameters: readonly Node[];
}

export const operators: ReadonlyMap<SyntaxKind, (left: unknown, right: unknown) => unknown> =
  new Map([
    [SyntaxKind.PlusToken, plus],
    [SyntaxKind.MinusToken, (left, right) => Number(left) - Number(right)],
    [SyntaxKind.EqualsEqualsEqualsToken, (left, right) => left === right],
    [SyntaxKind.ExclamationEqualsEqualsToken, (left, right) => left !== right],
  ]);

function plus(left: unknown, right: unknown): unknown {
  return typeof left === "number" && typeof right === "number"
    ? left + right
    : `${String(left)}${String(right)}`;
}

/** What a function returns that has one way to its end. */
export function resultOf(body: Node & { statements: readonly Node[] }): Node | undefined {
  const last = body.statements.at(-1);
  const isPlain = body.statements.slice(0, -1).every(is.isVariableStatement);
  return isPlain && last !== undefined && is.isReturnStatement(last) ? last.expression : undefined;
}

/** A value for a real function: what is not known are rows, and their number does not matter. */
export function callableWith(value: unknown): unknown {
  if (value instanceof Unknown) return [];
  if (value instanceof Closure) return () => null;
  if (Array.isArray(value)) return value.map(callableWith);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, callableWith(one)]));
}

export function propertyOf(value: unknown, name: string): unknown {
  if (value instanceof Unknown) return value;
  if (typeof value !== "object" || value === null) return new Unknown(name);
  return Array.isArray(value) ? new Unknown(name) : (value as Record<string, unknown>)[name];
}

export function textOf(node: Node): string {
  return node.getText().replaceAll(/\s+/g, " ").slice(0, 80);
}
