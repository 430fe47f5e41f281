import { findWorkspace } from "../../db/core/workspace.ts";
import type { Sql } from "../../db/core/database.ts";
import { goalWindows } from "../../db/retention/look-backs.ts";
import { ruleRows } from "../../db/segment-rules/rows.ts";
import { readDate, instantOf } from "../../domain/date-value.ts";
import { lengthOf } from "../../domain/goal.ts";
import type { Retention, RetentionKind } from "../../domain/retention.ts";
import { isLonger, keptDays } from "../../domain/retention.ts";
import type { Measure } from "../../domain/segment-rules/rule.ts";
import { measuresIn } from "../../domain/segment-rules/walk.ts";
import { getRfmSettings } from "../rfm/rfm.ts";
import { readKept } from "../segments/rules.ts";

/** Something whose answer depends on how long a kind is kept. */
export interface LookBack {
  kind: RetentionKind;
  by: "goal" | "segment" | "rfm";
  /** Of the workflow or segment; null: there is one only. */
  id: string | null;
  name: string;
  /** How far it looks back; null: to the beginning. */
  days: number | null;
}

const dayMs = 86_400_000;
const longestUnit = {
  minutes: 1 / 1_440,
  hours: 1 / 24,
  days: 1,
  weeks: 7,
  months: 31,
  years: 366,
};

/** All that looks back further than a retention keeps. */
export async function lookingTooFar(
  sql: Sql,
  retention: Retention,
  now: Date,
): Promise<LookBack[]> {
  const all = [...(await ofGoals(sql)), ...(await ofSegments(sql, now)), ...(await ofRfm(sql))];
  return all.filter(({ kind, days }) => isLonger(days, keptDays(retention, kind)));
}

/** A conversion is put down to runs and messages in its window, and to where splits have sent them. */
async function ofGoals(sql: Sql): Promise<LookBack[]> {
  return (await goalWindows(sql)).flatMap(({ workflowId: id, workflowName: name, window }) => {
    const days = Math.ceil(lengthOf(window) / dayMs);
    return (["runs", "journals", "messages"] as const).map((kind) => ({
      kind,
      by: "goal" as const,
      id,
      name,
      days,
    }));
  });
}

async function ofSegments(sql: Sql, now: Date): Promise<LookBack[]> {
  const { timeZone } = await findWorkspace(sql);
  return (await ruleRows(sql)).flatMap(({ id, name, rule }) => {
    const deepest = new Map<"events" | "messages", number | null>();
    for (const measure of measuresIn(readKept(name, rule))) {
      if (measure.of === "orders") continue;
      const days = depthOf(measure, now, timeZone);
      const known = deepest.get(measure.of);
      if (known === undefined || isLonger(days, known)) deepest.set(measure.of, days);
    }
    return [...deepest].map(([kind, days]) => ({ kind, by: "segment" as const, id, name, days }));
  });
}

function depthOf({ last, from }: Measure, now: Date, timeZone: string): number | null {
  if (last !== undefined) return Math.ceil(last.amount * longestUnit[last.unit]);
  if (from === undefined) return null;
  const date = readDate(from, timeZone);
  if (date === null) return null;
  const since = instantOf(date, timeZone).epochMilliseconds;
  return Math.max(0, Math.ceil((now.getTime() - since) / dayMs));
}

/** Who has bought nothing is classed by their last reaction, however long ago it was. */
async function ofRfm(sql: Sql): Promise<LookBack[]> {
  const { reactions } = await getRfmSettings(sql);
  return reactions ? [{ kind: "messages", by: "rfm", id: null, name: "RFM", days: null }] : [];
}
