import { rowArrays } from "../core/bulk-insert.ts";
import type { RunCursor, WrittenPlan } from "../../domain/plan.ts";
import type { Sql } from "../core/database.ts";
import { openingSeconds } from "./waiting-work.ts";

/** A run to be started on Temporal. */
export interface ClaimedRun {
  id: string;
  temporalId: string;
  workflowId: string;
  workflowName: string;
  version: number;
  plan: WrittenPlan;
  contactId: string;
  eventType: string;
  lane: string;
  /** Whether a test launch passes over its waits. */
  skipWaiting: boolean;
  /** Whether it is a fan-out's: others go before it. */
  bulk: boolean;
  /** How often it has failed and goes on; 0: it is its first start. */
  retry: number;
  /** Of a run that was moved to its version on its way: where it goes on there. */
  cursor: RunCursor | null;
  attempts: number;
  /** Seconds since it was written. */
  waited: number;
  /** The span that it goes on behind, as W3C writes it. */
  trace: string | null;
}

/** How many runs of a lane may be claimed now. */
export interface Room {
  place: string;
  room: number;
}

const roomArrays = rowArrays<Room>({
  place: ["text", ({ place }) => place],
  room: ["int", ({ room }) => room],
});

/**
 * Claims pending runs for `leaseSeconds`, as many of each lane as there is room for. Those of single
 * events go before a fan-out's. Among them workflows take turns: first comes the run whose workflow
 * has the fewest on their way, and then the oldest. Another dispatcher takes them over when this one
 * dies: what happens in between is outside any transaction. Of two dispatchers that want the same run
 * at once one gets less than there was; it sees that when it looks again.
 */
export function claimRuns(
  sql: Sql,
  rooms: readonly Room[],
  leaseSeconds: number,
): Promise<ClaimedRun[]> {
  return sql.query<ClaimedRun>(
    {
      name: "claim-runs",
      text: `with recursive lanes as (
               select * from ${roomArrays.unnest} as l (${roomArrays.names})),
             -- The workflows that wait, by one step in the index for each.
             waiting (place, room, bulk, workflow_id) as (
               select l.place, l.room, w.bulk, w.workflow_id
                 from lanes l cross join lateral (
                   select bulk, workflow_id from runs
                    where status = 'pending' and lane = l.place
                    order by bulk, workflow_id limit 1) w
               union all
               select l.place, l.room, w.bulk, w.workflow_id
                 from waiting l cross join lateral (
                   select bulk, workflow_id from runs
                    where status = 'pending' and lane = l.place
                      and (bulk, workflow_id) > (l.bulk, l.workflow_id)
                    order by bulk, workflow_id limit 1) w),
             opening as (
               select lane, workflow_id, count(*) as count from runs
                where opening_since > now() - make_interval(secs => $${roomArrays.next + 1})
                group by lane, workflow_id),
             lined_up as (
               select c.id, w.room, row_number() over (
                        partition by w.place
                        order by w.bulk, coalesce(o.count, 0) + c.turn, c.id) as number
                 from waiting w
                 left join opening o on o.lane = w.place and o.workflow_id = w.workflow_id
                cross join lateral (
                  select id, row_number() over (order by id) as turn
                    from (select id from runs
                           -- As a range, which no other index has an order for.
                           where status = 'pending' and lane = w.place
                             and (bulk, workflow_id) >= (w.bulk, w.workflow_id)
                             and (bulk, workflow_id) <= (w.bulk, w.workflow_id)
                             and (lease_until is null or lease_until < now())
                           order by bulk, workflow_id, id limit w.room) oldest) c),
             claimed as (
               select id from runs
                where id = any (array(select id from lined_up where number <= room))
                  -- Pending, and not said so: the index of what is pending would be read to its end.
                  and status not in ('running', 'completed', 'failed', 'stopped')
                  and (lease_until is null or lease_until < now())
                order by id for update skip locked),
             leased as (
               update runs r
                  set lease_until = now() + make_interval(secs => $${roomArrays.next}), attempts = attempts + 1,
                      opening_since = clock_timestamp()
                 from claimed c where r.id = c.id
               returning r.*)
             select l.id, l.temporal_id as "temporalId", l.workflow_id as "workflowId",
                    w.name as "workflowName", v.number as version, v.plan,
                    l.contact_id as "contactId", coalesce(t.key, '') as "eventType", l.lane, l.attempts,
                    l.bulk, l.retries as retry, u.cursor, l.trace,
                    extract(epoch from clock_timestamp() - l.created_at)::float8 as waited,
                    coalesce((l.test->>'skipWaiting')::bool, false) as "skipWaiting"
               from leased l
               join workflow_versions v on v.id = l.version_id
               join workflows w on w.id = l.workflow_id
               left join run_cursors u on u.run_id = l.id
               left join bindings b on b.id = l.binding_id
               left join event_types t on t.id = b.event_type_id
              order by l.bulk, l.id`,
    },
    [...roomArrays.values(rooms), leaseSeconds, openingSeconds],
  );
}

/**
 * Notes that a run has got going, or has come to a wait: another may set out in its place. That it was
 * started is known by that, before the dispatcher notes it together with others.
 */
export async function markRunsInProgress(sql: Sql, id: string): Promise<void> {
  await sql.query(
    {
      name: "note-going",
      text: `update runs set opening_since = null, started_at = coalesce(started_at, clock_timestamp()),
                    status = case status when 'pending' then 'running' else status end
              where id = $1 and opening_since is not null`,
    },
    [id],
  );
}
