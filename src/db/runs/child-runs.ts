import type { Sql } from "../core/database.ts";

export interface NewChildRun {
  id: string;
  temporalId: string;
  parentId: string;
  workflowId: string;
  hops: number;
}

/** Whom the workflow of a child run holds out, and as whom its contact is drawn. */
export interface ChildDraws {
  versionId: string;
  tenths: number;
  salt: string;
  obeysWorkspace: boolean;
  controlGroupPercent: number;
  controlGroupSalt: string;
  drawnAs: string;
}

export type ChildRunOutcome =
  | { outcome: "made" }
  /** That workflow is not active or has no version. */
  | { outcome: "not_active" }
  /** That workflow may hold the contact out: nothing was written. */
  | { outcome: "to_draw"; draws: ChildDraws };

interface ChildRow extends ChildDraws {
  made: boolean;
  mayHoldOut: boolean;
}

/**
 * Writes a pending run of another workflow for the same contact, event and order.
 * @param isDrawn whether it is known that the contact is not held out
 * @param trace the span that it goes on behind, as W3C writes it
 */
export async function insertChildRun(
  sql: Sql,
  child: NewChildRun,
  isDrawn: boolean,
  trace: string | null,
): Promise<ChildRunOutcome> {
  const [row] = await sql.query<ChildRow>(
    {
      name: "insert-child-run",
      text: `with control as (
               select coalesce((select (value ->> 'holdoutPercent')::float8 from settings
                                 where key = 'workspace'), 0) as percent,
                      coalesce((select value #>> '{}' from settings
                                 where key = 'workspace_holdout_key'), '') as salt),
             start as (
               select w.id as workflow_id, v.id as version_id, p.event_id, p.event_key, p.contact_id,
                      p.order_id, p.test, w.holdout_tenths, w.holdout_salt,
                      w.workspace_holdout = 'always'
                        or (w.workspace_holdout = 'marketing' and v.is_marketing) as obeys,
                      g.percent, g.salt,
                      p.test is null and (w.holdout_tenths > 0 or g.percent > 0) as may_hold_out
                 from control g, runs p, workflows w
                 join workflow_versions v on v.workflow_id = w.id and v.number = w.current_version
                where p.id = $3 and w.id = $4 and w.status = 'active'),
             made as (
               insert into runs (id, temporal_id, binding_id, workflow_id, version_id, event_id, event_key,
                                 contact_id, order_id, test, hops, trace, created_at)
               select $1, $2, null, workflow_id, version_id, event_id, event_key, contact_id, order_id,
                      test, $5, $7::text, date_trunc('milliseconds', clock_timestamp())
                 from start where $6 or not may_hold_out
               on conflict (temporal_id) do nothing returning 1)
             select exists (select from made) as made, s.may_hold_out as "mayHoldOut",
                    s.version_id as "versionId", s.holdout_tenths as tenths,
                    s.holdout_salt::text as salt, s.obeys as "obeysWorkspace",
                    s.percent as "controlGroupPercent", s.salt as "controlGroupSalt",
                    coalesce((select c.drawn_as from contacts c where c.id = s.contact_id), s.contact_id)
                      as "drawnAs"
               from start s`,
    },
    [child.id, child.temporalId, child.parentId, child.workflowId, child.hops, isDrawn, trace],
  );
  if (row === undefined) return { outcome: "not_active" };
  const { made, mayHoldOut, ...draws } = row;
  if (made) return { outcome: "made" };
  return mayHoldOut && !isDrawn ? { outcome: "to_draw", draws } : { outcome: "not_active" };
}

/** The run that an earlier time of the same step has started: its parent begins again after failing. */
export async function childRunOf(sql: Sql, temporalId: string): Promise<string | null> {
  const [row] = await sql.query<{ id: string }>("select id from runs where temporal_id = $1", [
    temporalId,
  ]);
  return row?.id ?? null;
}
