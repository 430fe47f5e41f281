import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseAst } from "vite";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";

const folders = ["src", "bench", "replay", "test", "web/src", "packages/client/src"];

async function sourcesBelow(folder: string): Promise<string[]> {
  const names = await readdir(join(projectRoot, folder), { recursive: true });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name));
}

/** Where an object or a list is written only to be spread at once: `...{ a, b }`, `...[a, b]`. */
function literalSpreads(text: string, lang: "ts" | "tsx"): number[] {
  const lines: number[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { type, argument, start } = node as {
      type?: string;
      argument?: { type?: string };
      start?: number;
    };
    // A call's arguments may come from a list that is written beside it.
    if (type === "CallExpression" || type === "NewExpression") {
      const call = node as { callee: unknown; arguments: { type: string; argument?: unknown }[] };
      visit(call.callee);
      for (const each of call.arguments) {
        visit(each.type === "SpreadElement" ? each.argument : each);
      }
      return;
    }
    const isLiteral = argument?.type === "ObjectExpression" || argument?.type === "ArrayExpression";
    if (type === "SpreadElement" && isLiteral) {
      lines.push(text.slice(0, start).split("\n").length);
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(parseAst(text, { lang }));
  return lines;
}

test("a literal that is spread is found, a list that is made of one is not", () => {
  expect(literalSpreads("f({\n...{ a, b }, c });", "ts")).toEqual([2]);
  expect(literalSpreads("f([...[a, b], c]);", "ts")).toEqual([1]);
  expect(literalSpreads("f([...[a, b].map(g), ...c, ...(d && { e })]);", "ts")).toEqual([]);
});

test("no object or list is written only to be spread at once", async () => {
  const files = (await Promise.all(folders.map(sourcesBelow))).flat();
  expect(files.length).toBeGreaterThan(1_000);
  const found = files.flatMap((file) => {
    const text = readFileSync(join(projectRoot, file), "utf8");
    const lang = file.endsWith("x") ? "tsx" : "ts";
    return literalSpreads(text, lang).map((line) => `${file}:${line}`);
  });
  expect(found).toEqual([]);
});
