import { workflowsThatStartOrStopBy, workflowsWithText } from "../../db/contacts/segments.ts";
import type { Sql } from "../../db/core/database.ts";
import { ruleRows } from "../../db/segment-rules/rows.ts";
import { segmentsIn } from "../../domain/segment-rules/walk.ts";
import { definitionUsesSegment } from "../../domain/segment-use.ts";
import { readKept } from "./rules.ts";

export interface UsingWorkflow {
  workflowId: string;
  workflowName: string;
}

export interface UsingSegment {
  id: string;
  name: string;
}

/** Workflows that are published and name a segment: in blocks, conditions, starts and stop rules. */
export async function workflowsNaming(sql: Sql, name: string): Promise<UsingWorkflow[]> {
  const published = (await workflowsWithText(sql, name))
    .filter(({ definition }) => definitionUsesSegment(definition, name))
    .map(({ workflowId, workflowName }) => ({ workflowId, workflowName }));
  const known = new Set(published.map(({ workflowId }) => workflowId));
  const others = (await workflowsThatStartOrStopBy(sql, name)).filter(
    ({ workflowId }) => !known.has(workflowId),
  );
  return [...published, ...others];
}

/** Segments whose rules ask for one of this name. */
export async function segmentsAskingFor(sql: Sql, name: string): Promise<UsingSegment[]> {
  return (await ruleRows(sql))
    .filter((row) => segmentsIn(readKept(row.name, row.rule)).includes(name))
    .map((row) => ({ id: row.id, name: row.name }));
}
