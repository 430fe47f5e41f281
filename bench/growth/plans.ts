import { z } from "zod";
import type { Database } from "../../src/db/core/database.ts";
import type { Asked } from "./asking.ts";

/** A node of a plan, as far as it is looked at. */
export interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string | undefined;
  "Index Name"?: string | undefined;
  "Actual Rows"?: number | undefined;
  "Actual Loops"?: number | undefined;
  "Rows Removed by Filter"?: number | undefined;
  "Rows Removed by Join Filter"?: number | undefined;
  Plans?: PlanNode[] | undefined;
}

const node: z.ZodType<PlanNode> = z.looseObject({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Index Name": z.string().optional(),
  "Actual Rows": z.number().optional(),
  "Actual Loops": z.number().optional(),
  "Rows Removed by Filter": z.number().optional(),
  "Rows Removed by Join Filter": z.number().optional(),
  get Plans() {
    return z.array(node).optional();
  },
});
const explained = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.looseObject({ Plan: node })]) })]);

/** What Postgres did for a statement, asked once more. */
export async function planOf(db: Database, { text, values }: Asked): Promise<PlanNode> {
  const rows = await db.query(`explain (analyze, buffers, format json) ${text}`, values);
  return explained.parse(rows)[0]["QUERY PLAN"][0].Plan;
}

export function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** How many rows and index entries were looked at, given on or not. */
export function rowsLookedAt(plan: PlanNode): number {
  const scans = nodesOf(plan).filter((one) => one["Node Type"].includes("Scan"));
  return scans.reduce((sum, one) => {
    const each = (one["Actual Rows"] ?? 0) + (one["Rows Removed by Filter"] ?? 0);
    return sum + each * (one["Actual Loops"] ?? 0);
  }, 0);
}
