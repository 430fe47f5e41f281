import { join, relative } from "node:path";
import type { CallExpression, Node } from "@typescript/native/unstable/ast";
import * as is from "@typescript/native/unstable/ast/is";
import type { Checker, Project, Type } from "@typescript/native/unstable/sync";
import { API, SymbolFlags, TypeFlags } from "@typescript/native/unstable/sync";
import { projectRoot } from "../../../src/platform/project-root.ts";
import { Declarations, callsIn } from "./declarations.ts";
import { Fold } from "./fold.ts";
import type { Kinds } from "./kinds.ts";
import { kindsOf } from "./kinds.ts";
import { Unknown } from "./values.ts";
import { variants } from "./variants.ts";

/** A statement as a call of `query` has it; one for each text that it can come to. */
export interface WrittenStatement {
  /** File, line, and the function that it stands in. */
  where: string;
  within: string;
  /** Null where it can't be known before it is run, and then `why`. */
  text: string | null;
  /** The name that it is prepared under. */
  name: string | null;
  /** What is passed for its parameters; of what an array holds, nothing may be known. */
  values: (Kinds | null)[] | null;
  why: string | null;
  /** The properties of its row type; null where the call names none. */
  row: Row | null;
}

export interface Row {
  [property: string]: { kinds: Kinds; isOptional: boolean };
}

/** Every statement of the project's files that `isWanted` takes. */
export function statementsIn(isWanted: (file: string) => boolean): WrittenStatement[] {
  const api = new API({ cwd: projectRoot });
  try {
    const configuration = join(projectRoot, "tsconfig.json");
    const project = api.updateSnapshot({ openProjects: [configuration] }).getProject(configuration);
    if (project === undefined) throw new Error("the project's types can't be read");
    const files = project.program.getSourceFileNames().filter(isWanted);
    return files.flatMap((file) => statementsOf(project, file));
  } finally {
    api.close();
  }
}

function statementsOf(project: Project, file: string): WrittenStatement[] {
  const source = project.program.getSourceFile(file);
  if (source === undefined) throw new Error(`${file} can't be read`);
  return callsIn(source)
    .filter(asksSql)
    .flatMap((call) => statementsAt(call, project));
}

/** Whether a call is one of `query` or `run`, as what answers SQL has them. */
function asksSql({ expression }: CallExpression): boolean {
  return is.isPropertyAccessExpression(expression) && /^(query|run)$/.test(expression.name.text);
}

/** A statement for each text that a call can come to. */
function statementsAt(call: CallExpression, project: Project): WrittenStatement[] {
  const source = call.getSourceFile();
  const line = source.text.slice(0, call.getStart()).split("\n").length;
  const within = functionAround(call);
  const where = `${relative(projectRoot, source.fileName)}:${line} ${within}`;
  const row = rowOf(call, project.checker);
  const [statement, passed] = call.arguments;
  if (statement === undefined) throw new Error(`${where} asks nothing`);
  const declarations = new Declarations(project);
  const found = variants((choose) => {
    const fold = new Fold(declarations, choose);
    const values = valuesOf(passed, fold, project.checker);
    return { where, within, ...textOf(fold.value(statement)), values, row };
  });
  return [...new Map(found.map((one) => [`${one.text}/${one.values?.length}`, one])).values()];
}

function textOf(statement: unknown): Pick<WrittenStatement, "text" | "name" | "why"> {
  if (typeof statement === "string") return { text: statement, name: null, why: null };
  const { text, name } = (statement ?? {}) as { text?: unknown; name?: unknown };
  if (typeof text === "string") {
    return { text, name: typeof name === "string" ? name : null, why: null };
  }
  const unknown = [statement, text].find((part) => part instanceof Unknown);
  return { text: null, name: null, why: unknown?.why ?? "no text" };
}

/** The kinds of the values that a call passes; null where not even their number is known. */
function valuesOf(passed: Node | undefined, fold: Fold, checker: Checker): (Kinds | null)[] | null {
  if (passed === undefined) return [];
  const folded = fold.value(passed);
  if (!Array.isArray(folded)) return null;
  // Where none is spread, each value has its expression.
  const elements = is.isArrayLiteralExpression(passed) ? passed.elements : [];
  const isPaired = elements.length === folded.length && !elements.some(is.isSpreadElement);
  return folded.map((_, index) => {
    const element = isPaired ? elements[index] : undefined;
    const type = element === undefined ? undefined : checker.getTypeAtLocation(element);
    return type === undefined ? null : kindsOf(type, checker);
  });
}

function functionAround(node: Node): string {
  for (let around = node.parent; around !== undefined; around = around.parent) {
    if (is.isFunctionDeclaration(around) && around.name !== undefined) return around.name.text;
  }
  return "";
}

/** The row type of a call: it answers Promise<Row[]>. */
function rowOf(call: CallExpression, checker: Checker): Row | null {
  const [rows] = argumentsOf(checker.getTypeAtLocation(call), checker);
  const [row] = argumentsOf(rows, checker);
  if (row === undefined || (row.flags & TypeFlags.AnyOrUnknown) !== 0) return null;
  if (checker.getIndexInfosOfType(row).length > 0) return null;
  const properties = checker.getPropertiesOfType(row).map((property) => {
    const type = checker.getTypeOfSymbol(property);
    if (type === undefined) throw new Error(`the type of ${property.name} can't be read`);
    const isOptional = (property.flags & SymbolFlags.Optional) !== 0;
    return [property.name, { kinds: kindsOf(type, checker), isOptional }] as const;
  });
  return Object.fromEntries(properties);
}

function argumentsOf(type: Type | undefined, checker: Checker): readonly Type[] {
  return type?.isTypeReference() ? checker.getTypeArguments(type) : [];
}
