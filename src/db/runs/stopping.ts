import type { Condition } from "../../domain/condition.ts";
import type { StopRule } from "../../domain/stop-rule.ts";
import type { Sql } from "../core/database.ts";
import type { AskedInterruption } from "./run-steps.ts";
import { askedInterruption } from "./run-steps.ts";
import { isPaused } from "./paused-runs.ts";

/** What may end a run before its next block. */
export interface Stopping {
  /** Of its workflow; most have none. */
  stopRules: StopRule[];
  /** The conditions that it watches, by the block that set them, the oldest first. */
  watched: { blockId: string; rule: Condition }[];
  /** A stop or a goal that it was told or is to be told, the oldest. */
  interruption: AskedInterruption | null;
  /** Whether it is to begin no block until it is resumed. */
  isPaused: boolean;
}

const nothing: Stopping = { stopRules: [], watched: [], interruption: null, isPaused: false };

/** Asked in one statement, as each block asks. */
export async function stoppingOf(sql: Sql, runId: string): Promise<Stopping> {
  const [row] = await sql.query<Stopping>(
    {
      name: "run-stopping",
      text: `select w.stop_rules as "stopRules", ${askedInterruption("r.id")} as interruption,
                    ${isPaused("r.id")} as "isPaused",
                    (select coalesce(json_agg(json_build_object('blockId', a.block_id, 'rule', a.rule)
                                              order by a.id), '[]')
                       from run_waits a
                      where a.run_id = r.id and a.kind = 'goal' and a.rule is not null
                        and a.closed_at is null) as watched
               from runs r join workflows w on w.id = r.workflow_id
              where r.id = $1`,
    },
    [runId],
  );
  return row ?? nothing;
}
