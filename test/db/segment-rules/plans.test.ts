import { beforeAll, expect, test } from "vitest";
import { costlyRules, makePast } from "../../../bench/segments/past.ts";
import { compileRule } from "../../../src/db/segment-rules/compile.ts";
import type { Database } from "../../../src/db/core/database.ts";
import { parseRule } from "../../../src/domain/segment-rules/parse.ts";
import { testDatabase } from "../../support/database.ts";

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "CTE Name"?: string;
  "Actual Loops"?: number;
  "Actual Rows"?: number;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
}

const large = /^(?:contacts|events_.*|orders|messages)$/;
let db: Database;
let contactId: string;

beforeAll(async () => {
  ({ db } = await testDatabase());
  await makePast(db, { contacts: 10_000, events: 60_000, orders: 20_000, messages: 20_000 });
  const [row] = await db.query<{ id: string }>("select id from contacts offset 5000 limit 1");
  contactId = row?.id ?? "";
});

async function planOf(given: unknown, among: readonly string[] | null): Promise<Plan[]> {
  const parsed = parseRule(given);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const asking = { now: new Date(), timeZone: "UTC", segments: new Map() };
  const { text, values } = compileRule(parsed.rule, asking, among);
  const [row] = await db.query<{ "QUERY PLAN": { Plan: Plan }[] }>(
    `explain (analyze, timing off, format json) ${text}`,
    values,
  );
  const plan = row?.["QUERY PLAN"][0]?.Plan;
  return plan === undefined ? [] : [...nodesOf(plan)];
}

function* nodesOf(plan: Plan): Generator<Plan> {
  yield plan;
  for (const below of plan.Plans ?? []) yield* nodesOf(below);
}

test("a rule that is asked of one contact reads what is the contact's, by indexes", async () => {
  const wholly: string[] = [];
  for (const [name, rule] of Object.entries(costlyRules)) {
    const nodes = await planOf(rule, [contactId]);
    expect(nodes.length, name).toBeGreaterThan(1);
    for (const node of nodes) {
      const table = node["Relation Name"];
      // The partition of a month in which nothing, or next to nothing, has happened is read as it is.
      const read = (node["Actual Rows"] ?? 0) + (node["Rows Removed by Filter"] ?? 0);
      if (table !== undefined && large.test(table) && read > 500) {
        wholly.push(`${name}: ${read} rows of ${table} by ${node["Node Type"]}`);
      }
    }
  }
  expect(wholly).toEqual([]);
});

test("a rule that is asked of everybody walks through what has happened once, and not for each contact", async () => {
  const repeated: string[] = [];
  for (const [name, rule] of Object.entries(costlyRules)) {
    for (const node of await planOf(rule, null)) {
      const table = node["Relation Name"] ?? node["CTE Name"];
      const isLastOrder = table === "orders" && name === "all of it";
      if (table === undefined || isLastOrder) continue;
      const isLarge = node["CTE Name"] !== undefined || large.test(table);
      // A parallel worker walks through its own part.
      if (isLarge && (node["Actual Loops"] ?? 0) > 4) {
        repeated.push(`${name}: ${node["Node Type"]} of ${table}, ${node["Actual Loops"]} times`);
      }
    }
  }
  expect(repeated).toEqual([]);
});
