import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { projectRoot } from "../../../src/platform/project-root.ts";
import type { Sources } from "./alternatives.ts";
import { alternativesOf, isExported, returnsIn } from "./alternatives.ts";

/** A text that the API may refuse with, `{}` for each value in it. */
export interface Written {
  text: string;
  /** A fault may be told again as it came; a refusal says something. */
  of: "refusal" | "fault";
  where: string;
}

const source = join(projectRoot, "src");

/**
 * No page is answered from here: other products' formats, sites' own scripts, what providers send,
 * programs and migrations; or what is said is a note of a run or a message, which `sentenceTables` has.
 */
const neverAnswered = [
  /^(activities|cli|dispatch|platform|worker|workflows)\//,
  /^api\/(formats|site)\//,
  /^api\/source(s|-body)\.ts$/,
  /^channels\/(?!provider-settings|email\/sender-setting|open-channel|try-channel)/,
  /^contract\/api\/(carts|devices|orders|in-app)\.ts$/,
  /^domain\/(sentences\/|variable|attached-file|file-type|attribution|java-number)/,
  /^rendering\/work\/mail-attachments/,
  /^services\/(contact-tokens|deployment|devices|in-app|site|webhooks)\//,
  /^services\/(runs\/end|secrets\/open|orders\/incoming-order)/,
  /^services\/domain-check\/(?!check-sender)/,
];

/** Every text that a refusal or a fault of a field is written with, from the syntax trees of `src`. */
export function writtenRefusals(): Written[] {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !neverAnswered.some((folder) => folder.test(name)))
    .map((name) => {
      const text = readFileSync(join(source, name), "utf8");
      return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    });
  const sources = sourcesOf(files);
  return files.flatMap((file) =>
    messagesIn(file).flatMap((node) => {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      const where = `${file.fileName}:${line + 1}`;
      const of = ts.isNewExpression(node.parent) ? "refusal" : "fault";
      return alternativesOf(node, sources).map((text): Written => ({ text, of, where }));
    }),
  );
}

function sourcesOf(files: readonly ts.SourceFile[]): Sources {
  const calls = new Map<string, ts.CallExpression[]>();
  const helpers = new Map<string, ts.FunctionLikeDeclaration[]>();
  const constants = new Map<string, ts.Expression[]>();
  for (const file of files) {
    visit(file, (node) => {
      if (ts.isCallExpression(node)) {
        add(calls, nameOfCalled(node.expression), node);
      } else if (ts.isFunctionDeclaration(node)) {
        add(helpers, node.name?.text, node);
      } else if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
        const { initializer } = node;
        if (ts.isArrowFunction(initializer)) add(helpers, node.name.getText(), initializer);
        else if (isExported(node)) add(constants, node.name.getText(), initializer);
      }
    });
  }
  return { calls, helpers, constants };
}

function add<Node>(to: Map<string, Node[]>, name: string | undefined, node: Node): void {
  if (name === undefined) return;
  const known = to.get(name);
  if (known === undefined) to.set(name, [node]);
  else known.push(node);
}

/** A function, or a method of the same class. */
function nameOfCalled(callee: ts.Expression): string | undefined {
  if (ts.isIdentifier(callee)) return callee.text;
  const isOwn =
    ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isOwn ? callee.name.text : undefined;
}

function messagesIn(file: ts.SourceFile): ts.Expression[] {
  const found: ts.Expression[] = [];
  visit(file, (node) => {
    const text = messageOf(node);
    if (text !== undefined) found.push(text);
    // What schemas say that have no words of their own.
    const isOfSchemas = ts.isFunctionDeclaration(node) && node.name?.text === "messageFor";
    if (isOfSchemas && node.body !== undefined) found.push(...returnsIn(node.body));
  });
  return found;
}

/** The text of an AppError, of another failure that is answered, of a fault, of a check of zod's. */
function messageOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isObjectLiteralExpression(node)) return ofObject(node);
  if (ts.isNewExpression(node)) {
    const isRefusal = /^(AppError|LimitExceeded)$/.test(node.expression.getText());
    return isRefusal ? node.arguments?.[1] : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const { expression: callee, arguments: given } = node;
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return isAnswered(node) ? given[0] : undefined;
  if (ts.isIdentifier(callee)) {
    if (callee.text === "problem") return given[3];
    return callee.text === "unlessMissing" ? given[0] : undefined;
  }
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const [first, second] = given;
  const { text: name } = callee.name;
  const list = callee.expression.getText();
  if (name === "add" && list === "messages") return first;
  if (name === "push" && list === "faults" && first !== undefined) {
    return ts.isArrayLiteralExpression(first) ? first.elements[1] : undefined;
  }
  return checks.has(name) && second !== undefined && isText(second) ? second : undefined;
}

/** Failures that are no AppError, and whose message is told all the same. */
const answered = new Set(["MethodNotAllowed", "RuleTooLarge"]);

function isAnswered(node: ts.Node): boolean {
  const within = ts.findAncestor(node, ts.isClassDeclaration);
  return within?.name !== undefined && answered.has(within.name.text);
}

const checks = new Set(
  "regex refine min max length startsWith endsWith gt gte lt lte positive".split(" "),
);
const makers = new Set(
  "refine addIssue push enum string number literal int url email union strictObject".split(" "),
);

/** Not a number, nor a place in a text. */
const isText = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isIdentifier(node) && /message|words|fault/i.test(node.text));

function ofObject(node: ts.ObjectLiteralExpression): ts.Expression | undefined {
  const named = (name: string) =>
    node.properties.find((property) => property.name?.getText() === name);
  const isFault = [
    "path",
    "code",
    "ok",
    "outcome",
    "field",
    "param",
    "block",
    "index",
    "column",
  ].some(named);
  const hasReason = named("outcome") !== undefined || named("column") !== undefined;
  const reason = hasReason ? named("reason") : undefined;
  const message = named("message") ?? reason ?? (inCheck(node) ? named("error") : undefined);
  // Of a way to sign in, and of a line of a file.
  const isByFault = named("attempt") !== undefined || node.properties.length === 1;
  const found = message ?? (isByFault ? named("fault") : undefined);
  if (found === undefined || !(isFault || inCheck(node) || found === named("fault"))) {
    return undefined;
  }
  if (ts.isPropertyAssignment(found)) {
    return isSchema(found.initializer) ? undefined : found.initializer;
  }
  return ts.isShorthandPropertyAssignment(found) ? found.name : undefined;
}

const inCheck = ({ parent }: ts.Node): boolean =>
  ts.isCallExpression(parent) &&
  ts.isPropertyAccessExpression(parent.expression) &&
  makers.has(parent.expression.name.text);

/** A field `message` of an answer is a schema, and no text; what `unlessMissing` is given is found there. */
const isSchema = (node: ts.Expression): boolean =>
  ts.isCallExpression(node) && /^(z\.|int4|unlessMissing)/.test(node.expression.getText());

function visit(node: ts.Node, take: (node: ts.Node) => void): void {
  take(node);
  ts.forEachChild(node, (inner) => visit(inner, take));
}
