import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { messageFiles } from "./messages.ts";

const source = join(projectRoot, "web", "src");
const namespaces = new Set(messageFiles("en").map((file) => file.replace(/\.json$/, "")));

interface Module {
  /** Modules that are there with it. */
  imports: string[];
  /** Modules that are fetched later, and the messages that are fetched with them. */
  later: { module: string; messages: string[] }[];
  /** Message files that it names in keys. */
  uses: Set<string>;
  /** Message files that it loads itself before it shows anything. */
  loads: string[];
}

const read = new Map<string, Module>();

function moduleAt(path: string): Module {
  const known = read.get(path);
  if (known !== undefined) return known;
  const module: Module = { imports: [], later: [], uses: new Set(), loads: [] };
  read.set(path, module);
  const file = ts.createSourceFile(
    path,
    readFileSync(path, "utf8"),
    ts.ScriptTarget.Latest,
    true,
    path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const target = (name: string) => join(dirname(path), name);
  const isCode = (name: string) => /^\..*\.tsx?$/.test(name) && existsSync(target(name));
  const walk = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const name = node.moduleSpecifier;
      const isType = ts.isImportDeclaration(node)
        ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : node.isTypeOnly;
      if (name !== undefined && ts.isStringLiteral(name) && !isType && isCode(name.text)) {
        module.imports.push(target(name.text));
      }
      return;
    }
    if (ts.isCallExpression(node)) {
      const [first] = node.arguments;
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword && first !== undefined) {
        if (ts.isStringLiteral(first) && isCode(first.text)) {
          module.later.push({ module: target(first.text), messages: givenWith(node) });
        }
      }
      if (node.expression.getText() === "loadMessages") {
        module.loads.push(...node.arguments.filter(ts.isStringLiteral).map(({ text }) => text));
      }
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      const [name = "", key = ""] = node.text.split(":", 2);
      if (namespaces.has(name) && key !== "" && !key.startsWith(" ")) module.uses.add(name);
    }
    ts.forEachChild(node, walk);
  };
  walk(file);
  return module;
}

/** The message files that `withMessages` or `lazyPage` fetches with a module. */
function givenWith(call: ts.Node): string[] {
  for (let node = call.parent; node !== undefined; node = node.parent) {
    if (ts.isCallExpression(node) && /^(withMessages|lazyPage)$/.test(node.expression.getText())) {
      const names = node.arguments.filter(ts.isStringLiteral).map(({ text }) => text);
      return names.filter((name) => namespaces.has(name));
    }
    if (ts.isStatement(node)) return [];
  }
  return [];
}

/** What is shown without its messages being there: "missing in module, fetched from …". */
function missing(path: string, there: ReadonlySet<string>, seen = new Set<string>()): string[] {
  const found: string[] = [];
  const all = new Set([path]);
  for (const one of all) for (const next of moduleAt(one).imports) all.add(next);
  const loaded = new Set([...there, ...[...all].flatMap((one) => moduleAt(one).loads)]);
  for (const one of all) {
    const module = moduleAt(one);
    for (const name of module.uses) {
      if (!loaded.has(name)) found.push(`${relative(source, one)} shows ${name}`);
    }
    for (const { module: next, messages } of module.later) {
      const then = new Set([...loaded, ...messages]);
      const place = `${next} ${[...then].toSorted().join()}`;
      if (seen.has(place)) continue;
      seen.add(place);
      found.push(...missing(next, then, seen));
    }
  }
  return found;
}

test("the messages of whatever a page shows are loaded with it", () => {
  expect([...new Set(missing(join(source, "main.tsx"), new Set()))]).toEqual([]);
  // It has gone through the pages.
  const tsx = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".tsx"),
  );
  const reached = [...read.keys()].filter((path) => path.endsWith(".tsx"));
  expect(reached.length).toBe(tsx.length);
});
