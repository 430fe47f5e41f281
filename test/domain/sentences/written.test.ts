import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { projectRoot } from "../../../src/platform/project-root.ts";

/** Where notes and reasons are written that pages show. */
const folders = [
  "blocks",
  "ingest",
  "activities",
  "rendering/work/csv",
  "services/contact-imports",
];
const said = new Set(["note", "reason", "detail", "words"]);
/** Not names of outcomes, such as "given_up". */
const speaks = /^\p{Lu}\p{L}|\p{L}{2} | \p{L}{2}/u;

const files = folders.flatMap((folder) =>
  readdirSync(join(projectRoot, "src", folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${folder}/${name}`),
);

/** Texts with words in them that are put down as what pages show, beside the tables. */
function textsIn(name: string, text: string): string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const take = (of: string, value: ts.Node): void => {
    if (ts.isConditionalExpression(value)) {
      take(of, value.whenTrue);
      take(of, value.whenFalse);
    }
    const literals = literalsOf(value).join("");
    if (speaks.test(literals)) found.push(`${name}: ${of}: ${value.getText()}`);
  };
  const walk = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && said.has(node.name.getText())) {
      take(node.name.getText(), node.initializer);
    }
    if (
      ts.isVariableDeclaration(node) &&
      said.has(node.name.getText()) &&
      node.initializer !== undefined
    ) {
      take(node.name.getText(), node.initializer);
    }
    ts.forEachChild(node, walk);
  };
  walk(file);
  return found;
}

function literalsOf(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  }
  return [];
}

test("what is said in a note or a reason is found, wherever it stands", () => {
  const code = [
    "const note = `Set ${name}`;",
    'return { branch: "next", note: "Started" };',
    'return { note: isOk ? "Went" : say("failed") };',
    "return { note: `${name}: ${label}` };",
  ];
  expect(code.map((line) => textsIn("a.ts", line).length)).toEqual([1, 1, 1, 0]);
});

test("notes of blocks and reasons of decisions are said by the tables that pages read", () => {
  expect(files.length).toBeGreaterThan(100);
  const texts = files.flatMap((name) =>
    textsIn(name, readFileSync(join(projectRoot, name), "utf8")),
  );
  expect(texts).toEqual([]);
});
