import type { Node } from "@typescript/native/unstable/ast";
import { SyntaxKind } from "@typescript/native/unstable/ast";
import * as is from "@typescript/native/unstable/ast/is";
import { bulkInsert, rowArrays } from "../../../src/db/core/bulk-insert.ts";
import type { Declarations } from "./declarations.ts";
import type { Parameters, Scope } from "./values.ts";
import {
  Closure,
  Unknown,
  callableWith,
  operators,
  propertyOf,
  resultOf,
  textOf,
} from "./values.ts";
import type { Choose } from "./variants.ts";

/** These make statements out of data, and may be called as they are. */
const callable: Record<string, unknown> = { bulkInsert, rowArrays };

/**
 * Works out expressions as far as constants, templates, conditions and calls of small functions go.
 * A condition that is not known is taken both ways. A parameter is what its callers give, or each of
 * the texts that its type names.
 */
export class Fold {
  readonly #declarations: Declarations;
  readonly #choose: Choose;
  readonly #inProgress = new Set<Node>();

  constructor(declarations: Declarations, choose: Choose) {
    this.#declarations = declarations;
    this.#choose = choose;
  }

  value(node: Node, scope: Scope = new Map()): unknown {
    if (
      is.isParenthesizedExpression(node) ||
      is.isAsExpression(node) ||
      is.isSatisfiesExpression(node) ||
      is.isNonNullExpression(node)
    ) {
      return this.value(node.expression, scope);
    }
    if (is.isStringLiteral(node) || is.isNoSubstitutionTemplateLiteral(node)) return node.text;
    if (is.isNumericLiteral(node)) return Number(node.text.replaceAll("_", ""));
    if (is.isTemplateExpression(node)) return this.#template(node, scope);
    if (is.isIdentifier(node)) return this.#identifier(node, scope);
    if (is.isConditionalExpression(node)) {
      return this.value(this.#holds(node.condition, scope) ? node.whenTrue : node.whenFalse, scope);
    }
    if (is.isBinaryExpression(node)) return this.#binary(node, scope);
    if (is.isArrowFunction(node)) return new Closure(node, scope);
    if (is.isArrayLiteralExpression(node)) return this.#array(node, scope);
    if (is.isObjectLiteralExpression(node)) return this.#object(node, scope);
    if (is.isPropertyAccessExpression(node)) {
      return propertyOf(this.value(node.expression, scope), node.name.text);
    }
    if (is.isElementAccessExpression(node)) return this.#element(node, scope);
    if (is.isCallExpression(node)) return this.#call(node, scope);
    if (node.kind === SyntaxKind.TrueKeyword) return true;
    if (node.kind === SyntaxKind.FalseKeyword) return false;
    if (node.kind === SyntaxKind.NullKeyword) return null;
    return new Unknown(textOf(node));
  }

  #template(node: Node & { head: { text: string } } & Spans, scope: Scope): unknown {
    let text = node.head.text;
    for (const { expression, literal } of node.templateSpans) {
      const value = this.value(expression, scope);
      if (value instanceof Unknown) return value;
      if (typeof value !== "string" && typeof value !== "number") {
        return new Unknown(textOf(expression));
      }
      text += `${value}${literal.text}`;
    }
    return text;
  }

  #holds(condition: Node, scope: Scope): boolean {
    const value = this.value(condition, scope);
    if (!(value instanceof Unknown)) return Boolean(value);
    const key = `${condition.getSourceFile().fileName}: ${textOf(condition)}`;
    return this.#choose(key, 2) === 0;
  }

  #binary(node: Node & { left: Node; right: Node; operatorToken: Node }, scope: Scope): unknown {
    const [left, right] = [this.value(node.left, scope), this.value(node.right, scope)];
    const operate = operators.get(node.operatorToken.kind);
    return left instanceof Unknown || right instanceof Unknown || operate === undefined
      ? new Unknown(textOf(node))
      : operate(left, right);
  }

  #element(node: Node & { expression: Node; argumentExpression: Node }, scope: Scope): unknown {
    const whole = this.value(node.expression, scope);
    const key = this.value(node.argumentExpression, scope);
    if (whole instanceof Unknown) return whole;
    return typeof key === "string" ? propertyOf(whole, key) : new Unknown(textOf(node));
  }

  #array(node: Node & { elements: readonly Node[] }, scope: Scope): unknown {
    const values: unknown[] = [];
    for (const element of node.elements) {
      if (!is.isSpreadElement(element)) {
        values.push(this.value(element, scope));
        continue;
      }
      const spread = this.value(element.expression, scope);
      if (!Array.isArray(spread)) return new Unknown(textOf(element));
      values.push(...(spread as unknown[]));
    }
    return values;
  }

  #object(node: Node & { properties: readonly Node[] }, scope: Scope): unknown {
    const values: Record<string, unknown> = {};
    for (const property of node.properties) {
      if (is.isPropertyAssignment(property)) {
        values[property.name.getText().replaceAll('"', "")] = this.value(
          property.initializer,
          scope,
        );
      } else if (is.isShorthandPropertyAssignment(property)) {
        values[property.name.getText()] = this.#identifier(property.name, scope);
      } else if (is.isSpreadAssignment(property)) {
        const spread = this.value(property.expression, scope);
        if (spread instanceof Unknown) return spread;
        Object.assign(values, spread);
      } else {
        return new Unknown(textOf(property));
      }
    }
    return values;
  }

  #identifier(node: Node, scope: Scope): unknown {
    const name = node.getText();
    if (name === "undefined") return undefined;
    if (Object.hasOwn(callable, name)) return callable[name];
    const declaration = this.#declarations.of(node);
    if (declaration === undefined) return new Unknown(name);
    const value = this.#declared(declaration, scope);
    if (!(value instanceof Unknown)) return value;
    const texts = this.#declarations.textsOf(node);
    if (texts.length === 0) return value;
    return texts[this.#choose(`${declaration.getSourceFile().fileName}: ${name}`, texts.length)];
  }

  #declared(declaration: Node, scope: Scope): unknown {
    if (scope.has(declaration)) return scope.get(declaration);
    return this.#once(declaration, () => this.#declaredAnew(declaration, scope));
  }

  /** What is made of itself is known at run time only. */
  #once(node: Node, fold: () => unknown): unknown {
    if (this.#inProgress.has(node)) return new Unknown(textOf(node));
    this.#inProgress.add(node);
    try {
      return fold();
    } finally {
      this.#inProgress.delete(node);
    }
  }

  #declaredAnew(declaration: Node, scope: Scope): unknown {
    if (is.isBindingElement(declaration)) {
      const { parent } = declaration.parent;
      const key = (declaration.propertyName ?? declaration.name)?.getText();
      if (parent === undefined || key === undefined) return new Unknown(textOf(declaration));
      const whole = this.#declared(parent, scope);
      const value = propertyOf(whole, key);
      return value === undefined && declaration.initializer !== undefined
        ? this.value(declaration.initializer, scope)
        : value;
    }
    if (is.isVariableDeclaration(declaration)) {
      return declaration.initializer !== undefined && this.#declarations.isConstant(declaration)
        ? this.value(declaration.initializer, scope)
        : new Unknown(declaration.name.getText());
    }
    if (is.isFunctionDeclaration(declaration)) return new Closure(declaration, scope);
    if (is.isParameterDeclaration(declaration)) return this.#given(declaration);
    return new Unknown(textOf(declaration));
  }

  /** What one of the callers of a function gives for its parameter. */
  #given(parameter: Node & { initializer?: Node; name: Node }): unknown {
    const calls = this.#declarations.callsOf(parameter.parent);
    const unknown = new Unknown(`the parameter ${parameter.name.getText()}`);
    if (calls.length === 0) return unknown;
    const { fileName } = parameter.getSourceFile();
    const call = calls[this.#choose(`${fileName}:${parameter.parent.pos}`, calls.length)];
    const index = (parameter.parent as Node & Parameters).parameters.indexOf(parameter);
    const argument = call?.arguments[index] ?? parameter.initializer;
    return argument === undefined ? undefined : this.value(argument);
  }

  #call(node: Node & { expression: Node; arguments: readonly Node[] }, scope: Scope): unknown {
    const called = this.value(node.expression, scope);
    const given = node.arguments.map((argument) => this.value(argument, scope));
    if (called instanceof Closure) return this.#apply(called, given, textOf(node));
    if (typeof called !== "function") return new Unknown(textOf(node));
    return (called as (...values: unknown[]) => unknown)(...given.map(callableWith));
  }

  #apply({ node, scope }: Closure, given: unknown[], text: string): unknown {
    const { parameters, body } = node as Node & Parameters & { body?: Node };
    const returned = body !== undefined && is.isBlock(body) ? resultOf(body) : body;
    if (returned === undefined) return new Unknown(text);
    const within = new Map(scope);
    parameters.forEach((parameter, index) => within.set(parameter, given[index]));
    return this.#once(node, () => this.value(returned, within));
  }
}

interface Spans {
  templateSpans: readonly { expression: Node; literal: { text: string } }[];
}
