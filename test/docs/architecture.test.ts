import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { codeBlocks, pages, proseOf, sectionOf, tableRows } from "./markdown.ts";

const page = "docs/architecture.md";
const path = /^(src|test|scripts|migrations|docs|examples)\/[\w./-]*$/;

const inBackticks = (text: string): string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].map(([, inner = ""]) => inner);

test("every file that the architecture and the decisions name is there", () => {
  const named = pages()
    .filter((name) => name === page || name.startsWith("docs/adr/"))
    .flatMap((name) => inBackticks(proseOf(name)))
    .filter((name) => path.test(name));
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((name) => !existsSync(join(projectRoot, name)))).toEqual([]);
});

test("every folder and file of the tree is there", () => {
  const [tree] = codeBlocks(page);
  let top = "";
  const entries = (tree?.code ?? "").split("\n").flatMap((line) => {
    const [, indent = "", name] = /^( *)([\w.-]+\/?)/.exec(line) ?? [];
    if (name === undefined) return [];
    if (indent === "") top = name;
    return [indent === "" ? name : `${top}${name}`];
  });
  expect(entries.length).toBeGreaterThan(15);
  expect(entries.filter((name) => !existsSync(join(projectRoot, name)))).toEqual([]);
});

test("every function on the way of an event is in the file beside it", () => {
  const steps = tableRows(sectionOf(page, "The way of one event"));
  const missing = steps.flatMap(([, where = ""]) => {
    let source = "";
    return inBackticks(where).flatMap((name) => {
      if (path.test(name)) {
        source = readFileSync(join(projectRoot, name), "utf8");
        return [];
      }
      return new RegExp(`\\b${name}\\b`).test(source) ? [] : [name];
    });
  });
  expect(steps.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});

test("every table of the migrations is on the page, and no other", () => {
  const folder = join(projectRoot, "migrations");
  const sql = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const made = [...sql.join("\n").matchAll(/^create (?:unlogged )?table (\w+) \(/gm)].map(
    ([, name]) => name,
  );
  const told = tableRows(sectionOf(page, "What lives where")).flatMap(([names = ""]) =>
    inBackticks(names),
  );
  expect(told.toSorted()).toEqual(made.toSorted());
});
