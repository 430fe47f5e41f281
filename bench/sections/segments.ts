import { computeMembers, holders, markDifferences } from "../../src/db/segment-rules/ask.ts";
import { compileRule } from "../../src/db/segment-rules/compile.ts";
import type { Database } from "../../src/db/core/database.ts";
import { parseRule } from "../../src/domain/segment-rules/parse.ts";
import type { Truth } from "../../src/domain/segment-rules/rule.ts";
import { newId } from "../../src/platform/new-id.ts";
import type { Figure } from "../figures.ts";
import { figure } from "../figures.ts";
import type { BenchSection } from "../section.ts";
import { costlyRules, makePast } from "../segments/past.ts";

const sizes = { contacts: 200_000, events: 1_000_000, orders: 300_000, messages: 500_000 };
/** Of the marks that a sweep takes at once. */
const page = 1_000;

/** What a rule costs: of one contact at a decision, of a page of changed ones, of everybody. */
export const section: BenchSection = {
  name: "segments",
  title: "Rules of 200,000 contacts with 1,000,000 events",
  async run({ apart: { db } }) {
    await makePast(db, sizes);
    const rows = await db.query<{ id: string }>(
      "select id from contacts order by md5(id::text) limit $1",
      [page],
    );
    const ids = rows.map(({ id }) => id);
    const figures: Figure[] = [];
    for (const [name, given] of Object.entries(costlyRules)) {
      figures.push(...(await figuresOf(db, name, ruleOf(given), ids)));
    }
    return { title: this.title, figures };
  },
};

async function figuresOf(
  db: Database,
  name: string,
  rule: Truth,
  ids: readonly string[],
): Promise<Figure[]> {
  const ask = (among: readonly string[] | null) =>
    compileRule(rule, { now: new Date(), timeZone: "UTC", segments: new Map() }, among);
  const single = ids.slice(0, 100);
  const one: number[] = [];
  for (const id of single) one.push(await milliseconds(() => holders(db, ask([id]))));
  const some = await milliseconds(() => holders(db, ask(ids)));
  const segment = newId();
  await db.query("insert into segments (id, name) values ($1, $2)", [segment, name]);
  const filled = await milliseconds(() => computeMembers(db, segment, ask(null)));
  const again = await milliseconds(() => markDifferences(db, segment, ask(null)));
  return [
    figure({ name: `${name}: one contact`, unit: "ms", values: one }),
    figure({ name: `${name}: ${ids.length} contacts`, unit: "ms", values: [some] }),
    figure({ name: `${name}: everybody, written`, unit: "ms", values: [filled] }),
    figure({ name: `${name}: everybody, compared`, unit: "ms", values: [again] }),
  ];
}

function ruleOf(given: unknown): Truth {
  const parsed = parseRule(given);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.rule;
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return Math.round((performance.now() - began) * 10) / 10;
}
