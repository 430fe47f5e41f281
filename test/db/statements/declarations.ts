import type { CallExpression, Node } from "@typescript/native/unstable/ast";
import { NodeFlags } from "@typescript/native/unstable/ast";
import * as is from "@typescript/native/unstable/ast/is";
import type { Project } from "@typescript/native/unstable/sync";
import { SymbolFlags } from "@typescript/native/unstable/sync";

/** Where names of a project are declared, and who calls its functions. */
export class Declarations {
  readonly #project: Project;

  constructor(project: Project) {
    this.#project = project;
  }

  of(name: Node): Node | undefined {
    const { checker } = this.#project;
    let symbol = is.isShorthandPropertyAssignment(name.parent)
      ? checker.getShorthandAssignmentValueSymbol(name.parent)
      : checker.getSymbolAtLocation(name);
    if (symbol !== undefined && (symbol.flags & SymbolFlags.Alias) !== 0) {
      symbol = checker.getAliasedSymbol(symbol);
    }
    return symbol?.valueDeclaration?.resolve(this.#project);
  }

  isConstant(declaration: Node): boolean {
    return (declaration.parent.flags & NodeFlags.Const) !== 0;
  }

  /** The texts that a name can stand for, where its type names them all. */
  textsOf(name: Node): string[] {
    const type = this.#project.checker.getTypeAtLocation(name);
    const parts = type?.isUnionType() ? (type.getTypes() ?? []) : [];
    const texts = parts.filter((part) => part.isStringLiteralType()).map(({ value }) => value);
    return texts.length === parts.length ? texts : [];
  }

  /**
   * The calls of a function that its own file alone can call. None for one that is exported, or for
   * one without a name: others may call it with what they like.
   */
  callsOf(declaration: Node): readonly CallExpression[] {
    const name = nameOf(declaration);
    if (name === undefined) return [];
    return callsIn(declaration.getSourceFile()).filter(
      ({ expression }) => is.isIdentifier(expression) && expression.text === name,
    );
  }
}

function nameOf(declaration: Node): string | undefined {
  if (is.isFunctionDeclaration(declaration)) {
    return isExported(declaration) ? undefined : declaration.name?.text;
  }
  const { parent } = declaration;
  if (!is.isVariableDeclaration(parent) || !is.isIdentifier(parent.name)) return undefined;
  return isExported(parent.parent.parent) ? undefined : parent.name.text;
}

function isExported(declaration: Node): boolean {
  return declaration.getText().startsWith("export ");
}

/** Every call in a node, its own among them. */
export function callsIn(node: Node): CallExpression[] {
  const calls: CallExpression[] = is.isCallExpression(node) ? [node] : [];
  node.forEachChild((child) => {
    calls.push(...callsIn(child));
  });
  return calls;
}
