import { channels } from "../../channels/registry.ts";
import { places } from "../../domain/plan.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { WrittenPlan } from "../../domain/plan.ts";
import type { Database, Sql } from "../core/database.ts";

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
  /** Whether a test launch passes over its waits. */
  skipWaiting: boolean;
  /** Whether it is a fan-out's: others go before it. */
  bulk: boolean;
  /** How often it has failed and goes on; 0: it is its first start. */
  retry: number;
  attempts: number;
}

/** Runs that have to come by the same place first, and so wait for the same thing. */
export interface Lane {
  /** The place, or of messages the channel. */
  place: string;
  /** How many are on their way: claimed or started, and not got going. */
  opening: number;
  /** How long they have waited, in milliseconds: the mean. */
  waited: number;
  /** Whether one could be claimed. */
  isWaiting: boolean;
  /** Workers alive, that share what may be opening. */
  workers: number;
}

/** How many runs of a lane may be claimed now. */
export interface Room {
  place: string;
  room: number;
}

/**
 * After this a run that has not got going holds up no other one: it may be stuck (its task fails, its
 * mail server hangs), and what is stuck must not stop the rest.
 */
const openingSeconds = 30;
const workerAliveSeconds = 20;
const claimLock = 7_301_191;

/**
 * Claims pending runs for `leaseSeconds`, as many of each lane as `decide` finds room for; those of
 * single events before a fan-out's, and then the oldest. Another dispatcher takes them over when this
 * one dies: what happens in between is outside any transaction. One dispatcher claims at a time, so
 * that several together claim no more than there is room for.
 */
export function claimRuns(
  db: Database,
  decide: (lanes: readonly Lane[]) => readonly Room[],
  leaseSeconds: number,
): Promise<ClaimedRun[]> {
  return db.tx(async (sql) => {
    await sql.query({
      name: "lock-claims",
      text: `select pg_advisory_xact_lock(${claimLock})`,
    });
    const rooms = decide(await lanes(sql)).filter(({ room }) => room > 0);
    return rooms.length === 0 ? [] : claim(sql, rooms, leaseSeconds);
  });
}

const lanePlaces = (): string[] => [
  ...places.filter((place) => place !== "message"),
  ...channels.keys(),
];

function lanes(sql: Sql): Promise<Lane[]> {
  return sql.query<Lane>(
    {
      name: "lanes",
      text: `select l.place, coalesce(o.opening, 0) as opening, coalesce(o.waited, 0)::float8 as waited,
                    exists (select from runs
                             where status = 'pending' and lane = l.place
                               and (lease_until is null or lease_until < now())) as "isWaiting",
                    (select greatest(1, count(*)) from workers
                      where seen_at > now() - make_interval(secs => $3)) as workers
               from unnest($1::text[]) as l (place)
               left join (
                 select lane, count(*) as opening,
                        avg(extract(epoch from clock_timestamp() - opening_since)) * 1000 as waited
                   from runs where opening_since > now() - make_interval(secs => $2)
                  group by lane) o on o.lane = l.place`,
    },
    [lanePlaces(), openingSeconds, workerAliveSeconds],
  );
}

const roomArrays = rowArrays<Room>({
  place: ["text", ({ place }) => place],
  room: ["int", ({ room }) => room],
});

function claim(sql: Sql, rooms: readonly Room[], leaseSeconds: number): Promise<ClaimedRun[]> {
  return sql.query<ClaimedRun>(
    {
      name: "claim-runs",
      text: `with claimed as (
               select c.id from ${roomArrays.unnest} as l (${roomArrays.names})
                cross join lateral (
                 select id from runs
                  where status = 'pending' and lane = l.place
                    and (lease_until is null or lease_until < now())
                  order by bulk, id limit l.room for update skip locked) c),
             leased as (
               update runs r
                  set lease_until = now() + make_interval(secs => $${roomArrays.next}), attempts = attempts + 1,
                      opening_since = clock_timestamp()
                 from claimed c where r.id = c.id
               returning r.*)
             select l.id, l.temporal_id as "temporalId", l.workflow_id as "workflowId",
                    w.name as "workflowName", v.number as version, v.plan,
                    l.contact_id as "contactId", coalesce(t.key, '') as "eventType", l.attempts, l.bulk,
                    l.retries as retry,
                    coalesce((l.test->>'skipWaiting')::bool, false) as "skipWaiting"
               from leased l
               join workflow_versions v on v.id = l.version_id
               join workflows w on w.id = l.workflow_id
               left join bindings b on b.id = l.binding_id
               left join event_types t on t.id = b.event_type_id
              order by l.bulk, l.id`,
    },
    [...roomArrays.values(rooms), leaseSeconds],
  );
}

/** Notes that a run has got going, or has come to a wait: another may set out in its place. */
export async function markRunsInProgress(sql: Sql, id: string): Promise<void> {
  await sql.query(
    {
      name: "note-going",
      text: "update runs set opening_since = null where id = $1 and opening_since is not null",
    },
    [id],
  );
}
