import type { Sql } from "../core/database.ts";
import { isPausedLane } from "./paused-lane.ts";

/** What waits to be handed to Temporal. */
export const backlogKinds = ["run", "signal", "fan_out"] as const;

export interface Backlog {
  kind: (typeof backlogKinds)[number];
  waiting: number;
  /** For how long the oldest has waited, in seconds; 0 when none waits. */
  oldestAgeSeconds: number;
}

/**
 * What is committed and not yet handed to Temporal, but for runs that are paused. A run that goes on
 * after failing has waited since it was asked to.
 */
export function dispatchBacklog(sql: Sql): Promise<Backlog[]> {
  return sql.query<Backlog>(
    {
      name: "dispatch-backlog",
      text: `select kind, count(since)::float8 as waiting,
                  coalesce(greatest(0, extract(epoch from clock_timestamp() - min(since))), 0)::float8
                    as "oldestAgeSeconds"
             from unnest($1::text[]) as k (kind)
             left join (
               select 'run' as kind, coalesce(t.asked_at, r.created_at) as since
                 from runs r
                 left join run_retries t
                   on r.retries > 0 and t.run_id = r.id and t.number = r.retries
                where r.status = 'pending' and not ${isPausedLane("r.lane")}
               union all
               select 'signal', created_at from run_signals where state = 'pending'
               union all
               select 'fan_out', created_at from fan_outs where state = 'pending') as waiting
             using (kind)
            group by kind`,
    },
    [backlogKinds],
  );
}
