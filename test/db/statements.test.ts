import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";
import { built } from "./statements/built.ts";
import { misfits } from "./statements/compare.ts";
import { examples } from "./statements/examples.ts";
import type { Describer } from "./statements/postgres.ts";
import { describer } from "./statements/postgres.ts";
import { recording } from "./statements/recording.ts";
import { statementsIn, type WrittenStatement } from "./statements/written.ts";

let written: WrittenStatement[];
let faulty: WrittenStatement[];
let postgres: Describer;

beforeAll(async () => {
  const all = statementsIn(
    (file) => file.includes("/src/db/") || file.endsWith("/statements/examples.ts"),
  );
  written = all.filter(({ where }) => where.startsWith("src/"));
  faulty = all.filter(({ where }) => !where.startsWith("src/"));
  postgres = await describer((await testDatabase()).url);
});

afterAll(() => postgres.close());

test("every statement fits the schema, its values and its row type", async () => {
  expect(written.length).toBeGreaterThan(400);
  const found: string[] = [];
  for (const statement of written) {
    for (const misfit of await check(statement)) found.push(`${statement.where}: ${misfit}`);
  }
  expect(found).toEqual([]);
});

test.each(examples.map(([{ name }, finds]) => ({ name, finds })))(
  "the check finds $name",
  async ({ name, finds }) => {
    const own = faulty.filter(({ within }) => within === name);
    const found: string[] = [];
    for (const statement of own) found.push(...(await check(statement)));
    expect(own.length).toBeGreaterThan(0);
    expect(found).toEqual(finds);
  },
);

test("a name is that of one statement: prepared under it, another would be refused", () => {
  const texts = new Map<string, Set<string>>();
  for (const { name, text } of written) {
    if (name !== null && text !== null) texts.set(name, (texts.get(name) ?? new Set()).add(text));
  }
  expect(texts.size).toBeGreaterThan(50);
  expect([...texts].filter(([, { size }]) => size > 1)).toEqual([]);
});

test("every query that is built fits the schema and its row type", async () => {
  const found: string[] = [];
  for (const [call, { name }] of built) {
    const { db, recorded } = recording();
    // It answers no rows, which a count may refuse once its query is asked.
    await call(db).catch((error: unknown) => {
      if (recorded.length === 0) throw error;
    });
    const row = written.find(({ within }) => within === name)?.row ?? null;
    for (const [place, { text, values }] of recorded.entries()) {
      // What is asked before the last one tells how to ask that.
      const own = place === recorded.length - 1 ? row : null;
      const statement = { text, row: own, values: values.map(() => null) };
      found.push(...(await check(statement)).map((misfit) => `${name}: ${misfit}`));
    }
    if (recorded.length === 0 || row === null) found.push(`${name}: nothing was built`);
  }
  expect(found).toEqual([]);
});

/** What hands on a statement of others, or the text of a file, and what is asked on the way to a list. */
const handedOn = [
  // These carry out what the files of migrations say.
  "applyAll",
  "applyMigration",
  "auditedSql",
  "behind",
  "buildIndex",
  // These ask compiled rules: test/services/segments-by-rule.test.ts asks each of them.
  "computeMembers",
  "endOf",
  "holders",
  "inTransactions",
  "markDifferences",
  "moveMembers",
  "previewHolders",
  "runStatement",
  "transaction",
  "wayByEvents",
  "waysOfKeys",
];

test("what is not known before it runs is built here, or handed on", () => {
  const unknown = written.filter(({ text, values }) => text === null || values === null);
  const known = new Set([...built.map(([, { name }]) => name), ...handedOn]);
  const others = unknown.filter(({ within }) => !known.has(within));
  expect(others.map(({ where, why }) => `${where}: ${why ?? "its values"}`)).toEqual([]);
  expect([...known].toSorted()).toEqual(
    [...new Set(unknown.map(({ within }) => within))].toSorted(),
  );
});

async function check(
  statement: Pick<WrittenStatement, "text" | "values" | "row">,
): Promise<string[]> {
  if (statement.text === null) return [];
  try {
    return misfits(statement, await postgres.describe(statement.text));
  } catch (error) {
    return [String(error)];
  }
}
