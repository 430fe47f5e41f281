import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";

/** Where statements may stand beside src/db: who brings up a Postgres has none of its schema. */
const elsewhere = ["src/db/", "src/platform/postgres/"];

const statement =
  /^\s*(select\s.*\sfrom\s|select\s.*\(|insert into\s|update\s\S+(\s\S+)?\sset\s|delete from\s|with\s\w+ as\s|lock table\s|listen\s|notify\s|set (local|session)\s)/is;

/** The classes of errors that Postgres has, and three more characters. */
const sqlState = /^(0[0-9A-Z]|10|2[0-9A-F]|3[4-9A-F]|4[024]|5[3-8]|72|F0|HV|P0|XX)[0-9A-Z]{3}$/;

function isSql(text: string): boolean {
  return statement.test(text) || sqlState.test(text);
}

test("SQL and its error codes stand in src/db only", () => {
  const files = readdirSync(join(projectRoot, "src"), { recursive: true })
    .map((name) => join("src", String(name)).replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && !elsewhere.some((start) => file.startsWith(start)));
  expect(files.length).toBeGreaterThan(300);
  const found = files.flatMap((file) =>
    textsIn(parseAst(readFileSync(join(projectRoot, file), "utf8"), { lang: "ts" }))
      .filter(isSql)
      .map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});

test.each([
  "select 1 from runs",
  "select pg_notify($1, '')",
  "insert into runs (id) values ($1)",
  "update runs r set status = $1",
  "\n  delete from runs",
  "with a as (select 1) select * from a",
  "55P03",
  "23505",
  "08006",
])("%j is found", (text) => {
  expect(isSql(text)).toBe(true);
});

test.each(["Select a segment", "Update a contact", "86400", "with a code", "a/b", "00000000"])(
  "%j is not",
  (text) => {
    expect(isSql(text)).toBe(false);
  },
);

/** The texts of a syntax tree: literals, and the beginnings of templates. */
function textsIn(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  const { type, value, quasis } = node as { type?: string; value?: unknown; quasis?: unknown[] };
  const own = type === "Literal" && typeof value === "string" ? [value] : [];
  const template =
    type === "TemplateLiteral"
      ? [(quasis as { value: { cooked: string } }[]).map((part) => part.value.cooked).join("x")]
      : [];
  return [...own, ...template, ...Object.values(node).flatMap(textsIn)];
}
