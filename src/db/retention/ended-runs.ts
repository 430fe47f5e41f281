import type { Sql } from "../core/database.ts";
import type { EndedPlace } from "./marks.ts";

export interface EndedRun extends EndedPlace {
  createdAt: string;
  status: "completed" | "failed" | "stopped";
}

/**
 * Runs that ended behind a place and before a time, in the order in which they ended; held until the
 * transaction ends, so that none goes on meanwhile. A failed one that went on has another end, later: so
 * nothing ever comes to stand behind a mark.
 */
export function endedRuns(
  sql: Sql,
  behind: EndedPlace,
  before: Date,
  limit: number,
): Promise<EndedRun[]> {
  return sql.query<EndedRun>(
    {
      name: "ended-runs",
      text: `select id as "runId", ended_at::text as "endedAt", created_at::text as "createdAt", status
               from runs
              where ended_at >= $1::timestamptz and ended_at < $3::timestamptz
                and (ended_at > $1::timestamptz or id > $2::uuid)
              order by ended_at, id limit $4 for update`,
    },
    [behind.endedAt, behind.runId, before, limit],
  );
}
