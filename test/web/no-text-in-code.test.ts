import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";

const source = join(projectRoot, "web", "src");

/** Rooms whose words are still in their code. None may be added; each that is done goes. */
const notYet = [
  "pages/builder/",
  "pages/event-types/",
  "pages/events/",
  "pages/inbox/",
  "pages/runs/",
  "pages/settings/",
  "pages/triggers/",
  "pages/workflows/",
];

const pages = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".tsx"),
);

/** Props that people read. */
const read = /^(title|lead|label|placeholder|description|alt|header|children|aria-[a-z]+)$/;
const speaks = /\p{L}{2}/u;

/** What stands in a file of pages for people to read, and not in a message file. */
function textsIn(name: string, text: string): string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const take = (node: ts.Node, words: string) => {
    if (!speaks.test(words) || words.trim() === "Campanile") return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${name}:${line + 1}: ${words.trim()}`);
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
    ts.forEachChild(node, walk);
  };
  walk(file);
  return found;
}

/** `aria-live="polite"` and the like are words of HTML. */
function isRead(node: ts.JsxAttribute): boolean {
  const name = node.name.getText();
  const ofHtml =
    /^aria-(live|current|haspopup|controls|labelledby|describedby|hidden|sort|keyshortcuts)$/;
  return read.test(name) && !ofHtml.test(name);
}

test("what people read stands in message files", () => {
  const files = pages.filter((name) => !notYet.some((room) => name.startsWith(room)));
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
