import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";

const source = join(projectRoot, "web", "src");

/** What is written for others to send or run, in the language that they chose: code and templates. */
const contents = [
  "forms/liquid/liquid-of.ts",
  "forms/message/starter.ts",
  "pages/events/snippets.ts",
  "pages/templates/editor/new-parts.ts",
  "pages/templates/starters/",
];

const pages = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) =>
  /\.tsx?$/.test(name),
);

/** Props that people read. */
const read = /^(title|lead|label|placeholder|description|alt|header|children|aria-[a-z]+)$/;
const speaks = /\p{L}{2}/u;

/** Two words with a space between them: a text, wherever it stands. */
const isText = /\p{L}{2}[\p{L}’']*[,.:;]? \p{L}/u;
/** A value of CSS, of a media query or of code that has a space in it. */
const isCode =
  /^(var\(|calc\(|ui-monospace|system-ui|light-dark\(|\(?(min|max)-width|allow-|same-origin|noopener |image\/|\.|\[)/;
/** Names, keys of steps to undo, fonts, selectors, and what a message of the API begins with. */
const notRead = new Set([
  "Ctrl K",
  "Segment SDK",
  "Mailchimp Transactional",
  "move …",
  "name …",
  "config …",
  "note …",
  "attribute …",
  "650 16px …",
  "<!doctype html>…",
  '<base target="_blank">',
  "{{ secrets.… }}",
  "bend of …",
  "of …",
  'branch "…"',
  '"; it has',
  "a condition is an object",
  'input, textarea, select, button, [contenteditable="true"]',
]);
const ofCode =
  /^(key|className|class|style|styles|rel|sandbox|href|accept|allow|d|points|viewBox|transition|queryKey|mutationKey)$/;

/** What stands in a file of pages for people to read, and not in a message file. */
function textsIn(name: string, text: string): string[] {
  const kind = name.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, kind);
  const found: string[] = [];
  const take = (node: ts.Node, words: string) => {
    const said = words.replace("… · Campanile", "").trim();
    if (!speaks.test(said) || said === "Campanile" || notRead.has(said)) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${name}:${line + 1}: ${said}`);
  };
  const walk = (node: ts.Node): void => {
    if (ts.isJsxText(node)) take(node, node.text);
    if (ts.isJsxAttribute(node) && node.initializer !== undefined) {
      if (ts.isStringLiteral(node.initializer) && isRead(node)) {
        // One word in a placeholder is an example of a value, the same in every language.
        const isExample =
          node.name.getText() === "placeholder" && !/\s/.test(node.initializer.text);
        if (!isExample) take(node, node.initializer.text);
      }
    }
    if (
      ts.isPropertyAssignment(node) &&
      ts.isStringLiteralLike(node.initializer) &&
      (node.name.getText() === "header" || node.name.getText() === "label")
    ) {
      take(node, node.initializer.text);
    }
    if (ts.isStringLiteralLike(node) && isText.test(node.text) && !isOfCode(node)) {
      take(node, node.text);
    }
    if (ts.isTemplateExpression(node) && !isOfCode(node)) {
      const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
      if (parts.some((one) => /\p{L}{2}/u.test(one) && /\s/.test(one))) take(node, parts.join("…"));
    }
    ts.forEachChild(node, walk);
  };
  walk(file);
  return [...new Set(found)];
}

/** Whether a string is read by machines or by those who write the pages, and not by those who use them. */
function isOfCode(node: ts.StringLiteralLike | ts.TemplateExpression): boolean {
  if (ts.isStringLiteralLike(node) && isCode.test(node.text)) return true;
  for (let at: ts.Node = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (ts.isImportDeclaration(parent) || ts.isLiteralTypeNode(parent)) return true;
    if (ts.isNewExpression(parent) && parent.expression.getText().endsWith("Error")) return true;
    if (ts.isCallExpression(parent)) {
      const called = parent.expression.getText();
      if (/^(console\.|t$|document\.querySelector)/.test(called)) return true;
      if (/\.(querySelector|querySelectorAll|closest|matches)$/.test(called)) return true;
    }
    if (ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent)) {
      const name = parent.name.getText();
      if (ofCode.test(name) || name.startsWith("data-") || name.includes("-test")) return true;
    }
  }
  return false;
}

/** `aria-live="polite"` and the like are words of HTML. */
function isRead(node: ts.JsxAttribute): boolean {
  const name = node.name.getText();
  const ofHtml =
    /^aria-(live|current|haspopup|controls|labelledby|describedby|hidden|sort|keyshortcuts)$/;
  return read.test(name) && !ofHtml.test(name);
}

test("what people read stands in message files", () => {
  const files = pages.filter((name) => !contents.some((room) => name.startsWith(room)));
  expect(files.length).toBeGreaterThan(5);
  expect(files.flatMap((name) => textsIn(name, readFileSync(join(source, name), "utf8")))).toEqual(
    [],
  );
});

test("texts, props and columns in code are found", () => {
  const page = `const column = { key: "a", header: "Opened" };
    const page = <Page title="Runs" aria-live="polite"><b>{t("app:x")} of</b></Page>;`;
  expect(textsIn("page.tsx", page)).toEqual([
    "page.tsx:1: Opened",
    "page.tsx:2: Runs",
    "page.tsx:2: of",
  ]);
});

test("sentences in code are found, alone and with values in them; keys, styles and errors are not", () => {
  const code = `import { a } from "two words";
    const said = isOpen ? "Nothing came yet" : \`\${count} new events\`;
    const one = <i key={\`visit \${id}\`} className="a b" style={{ flex: "one two" }} />;
    console.error("it went wrong"); throw new Error(\`there is no \${one}\`);`;
  expect(textsIn("page.tsx", code)).toEqual([
    "page.tsx:2: Nothing came yet",
    "page.tsx:2: … new events",
  ]);
});
