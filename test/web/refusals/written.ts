import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { projectRoot } from "../../../src/platform/project-root.ts";
import { alternativesOf, isExported, returnsIn, type Sources } from "./alternatives.ts";

/** A text that the API may refuse with, `{}` for each value in it. */
export interface Written {
  text: string;
  where: string;
}

const source = join(projectRoot, "src");

/**
 * No page is answered from here: other products' formats, sites' own scripts, programs; or what is
 * said here is a note of a run or a message, which `sentenceTables` has.
 */
const neverAnswered =
  /^(api\/(formats|site|sources|source-body)\b|channels\/(?!provider-settings|email\/sender-setting|open-channel|try-channel)|cli\/|worker|workflows\/|activities\/|dispatch\/|platform\/|domain\/(sentences\/|variable\.ts|attached-file|file-type)|services\/(runs\/end|webhooks\/|domain-check\/(?!check-sender)|secrets\/open))/;

export function parsedSources(): ts.SourceFile[] {
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) =>
      ts.createSourceFile(
        name,
        readFileSync(join(source, name), "utf8"),
        ts.ScriptTarget.Latest,
        true,
      ),
    );
}

/** Every text that a refusal or a fault of a field is written with. */
export function refusalsIn(files: readonly ts.SourceFile[]): Written[] {
  const sources = sourcesOf(files);
  return files
    .filter(({ fileName }) => !neverAnswered.test(fileName))
    .flatMap((file) => expressionsIn(file).flatMap((node) => writtenBy(node, file, sources)));
}

function writtenBy(node: ts.Expression, file: ts.SourceFile, sources: Sources): Written[] {
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  const isParse = ts.isCallExpression(node) && node.expression.getText() === "z.string";
  if (isParse) return [];
  return alternativesOf(node, sources).map((text) => ({
    text,
    where: `${file.fileName}:${line + 1}`,
  }));
}

function sourcesOf(files: readonly ts.SourceFile[]): Sources {
  const calls = new Map<string, ts.CallExpression[]>();
  const helpers = new Map<string, ts.FunctionLikeDeclaration[]>();
  const constants = new Map<string, ts.Expression[]>();
  const add = <Node>(to: Map<string, Node[]>, name: string, node: Node) =>
    to.set(name, [...(to.get(name) ?? []), node]);
  for (const file of files) {
    visit(file, (node) => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
        add(calls, node.expression.text, node);
      } else if (ts.isCallExpression(node) && isOwnMethod(node.expression)) {
        add(calls, node.expression.name.text, node);
      } else if (ts.isFunctionDeclaration(node) && node.name !== undefined) {
        add(helpers, node.name.text, node);
      } else if (ts.isArrowFunction(node) && ts.isVariableDeclaration(node.parent)) {
        add(helpers, node.parent.name.getText(), node);
      } else if (ts.isVariableDeclaration(node) && isExported(node) && node.initializer) {
        add(constants, node.name.getText(), node.initializer);
      }
    });
  }
  return { calls, helpers, constants };
}

const isOwnMethod = (callee: ts.Expression): callee is ts.PropertyAccessExpression =>
  ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword;

function expressionsIn(file: ts.SourceFile): ts.Expression[] {
  const found: ts.Expression[] = [];
  visit(file, (node) => {
    const text = messageOf(node);
    if (text !== undefined) found.push(text);
    if (ts.isFunctionDeclaration(node) && node.name?.text === "messageFor" && node.body) {
      found.push(...returnsIn(node.body));
    }
  });
  return found;
}

/** The text of `new AppError(code, text)`, of a fault `{ path, message }`, of a check of zod's. */
function messageOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === "AppError") {
    return node.arguments?.[1];
  }
  if (ts.isObjectLiteralExpression(node)) return ofObject(node);
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [, second] = node.arguments;
    const ofTexts = /^(Math|text|markup|template)$/.test(node.expression.expression.getText());
    if (ofTexts) return undefined;
    const isCheck = /^(regex|refine|min|max|length|startsWith|endsWith|gt|gte|lt|lte)$/.test(
      node.expression.name.text,
    );
    if (isCheck && second !== undefined && !ts.isObjectLiteralExpression(second)) return second;
  }
  return undefined;
}

function ofObject(node: ts.ObjectLiteralExpression): ts.Expression | undefined {
  const named = (name: string) =>
    node.properties.find((property) => property.name?.getText() === name);
  const isFault = ["path", "code", "outcome", "field", "param", "block", "index"].some(named);
  const message = named("message") ?? (inCheck(node) ? named("error") : undefined);
  if (message === undefined || !(isFault || inCheck(node))) return undefined;
  if (ts.isPropertyAssignment(message)) return message.initializer;
  return ts.isShorthandPropertyAssignment(message) ? message.name : undefined;
}

const inCheck = (node: ts.Node): boolean =>
  ts.isCallExpression(node.parent) &&
  /(^z\.|\.)(refine|enum|string|number|literal|int|url|email|union|strictObject|addIssue|push)$/.test(
    node.parent.expression.getText(),
  );

function visit(node: ts.Node, take: (node: ts.Node) => void): void {
  take(node);
  ts.forEachChild(node, (inner) => visit(inner, take));
}
