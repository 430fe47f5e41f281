import { channels } from "../../channels/registry.ts";
import { places } from "../../domain/plan.ts";
import type { Sql } from "../core/database.ts";

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
}

/** What dispatchers could take now. */
export interface WaitingWork {
  hasSignals: boolean;
  hasFanOuts: boolean;
  lanes: Lane[];
  /** Workers alive, which share what may be opening. */
  workers: number;
}

/**
 * After this a run that has not got going holds up no other one: it may be stuck (its task fails, its
 * mail server hangs), and what is stuck must not stop the rest.
 */
export const openingSeconds = 30;
const workerAliveSeconds = 20;

const lanePlaces = (): string[] => [
  ...places.filter((place) => place !== "message"),
  ...channels.keys(),
];

/** One look for everything: mostly nothing waits, and then nothing else is asked. */
export async function waitingWork(sql: Sql): Promise<WaitingWork> {
  const [row] = await sql.query<WaitingWork>(
    {
      name: "waiting-work",
      text: `select exists (select from run_signals where ${isFree("run_signals")}) as "hasSignals",
                    exists (select from fan_outs where ${isFree("fan_outs")}) as "hasFanOuts",
                    (select greatest(1, count(*)) from workers
                      where seen_at > now() - make_interval(secs => $3)) as workers,
                    (select json_agg(json_build_object(
                              'place', l.place, 'opening', coalesce(o.opening, 0),
                              'waited', coalesce(o.waited, 0), 'isWaiting', l.is_waiting))
                       from (select place, exists (
                                      select from runs
                                       where status = 'pending' and lane = place
                                         and (lease_until is null or lease_until < now())) as is_waiting
                               from unnest($1::text[]) as p (place)) l
                       left join (
                         select lane, count(*) as opening,
                                avg(extract(epoch from clock_timestamp() - opening_since)) * 1000 as waited
                           from runs where opening_since > now() - make_interval(secs => $2)
                          group by lane) o on o.lane = l.place) as lanes`,
    },
    [lanePlaces(), openingSeconds, workerAliveSeconds],
  );
  if (row === undefined) throw new Error("Postgres did not say what waits");
  return row;
}

/** Waits, and no dispatcher is at work on it. */
function isFree(table: string): string {
  return `${table}.state = 'pending' and (${table}.lease_until is null or ${table}.lease_until < now())`;
}
