import type { TakenPlace } from "../../domain/pressure/cap.ts";
import type { Waiter } from "../../domain/pressure/turn.ts";
import { required } from "../../domain/required.ts";
import { anyLength } from "../core/any-length.ts";
import { bulkInsert } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

/** What decides about a message of a contact: read behind its lock. */
export interface ContactPressure {
  taken: TakenPlace[];
  /** Of runs that have not ended. */
  waiting: KeptWaiter[];
}

export interface KeptWaiter extends Waiter {
  /** How often in a row it has let somebody go first. */
  yields: number;
  /** Whether the pause of its channel holds it back, so that it takes no place before. */
  isPaused: boolean;
  /** Since when it was; null: it never was, or has looked again. */
  pausedSince: Date | null;
}

export interface KnownPressure {
  /** The time behind the locks: all that was decided before has an earlier one, or the same. */
  now: Date;
  of(contactId: string): ContactPressure;
}

/**
 * Locks the places of some contacts until the end of the transaction, in sorted order, and reads who
 * has them and who waits.
 *
 * @param days how far back a place may have been taken that counts
 * @param clock in place of Postgres's own, in tests
 */
export function lockPressure(
  sql: Sql,
  contactIds: readonly string[],
  window: PressureWindow,
): Promise<KnownPressure> {
  return pressureAfter(
    sql,
    sql.query<{ now: Date }>(
      {
        name: "lock-pressure",
        text: `select date_trunc('milliseconds', clock_timestamp()) as now
                 from (select distinct id from unnest($1::uuid[]) as id order by id) c
                cross join lateral lock_pressure(c.id)`,
      },
      [contactIds],
    ),
    contactIds,
    window,
  );
}

/** The same without a lock: for what nothing is decided by. */
export function readPressure(
  sql: Sql,
  contactIds: readonly string[],
  window: PressureWindow,
): Promise<KnownPressure> {
  const now = sql.query<{ now: Date }>("select clock_timestamp() as now");
  return pressureAfter(sql, now, contactIds, window);
}

interface PressureWindow {
  days: number;
  clock?: Date | null | undefined;
}

async function pressureAfter(
  sql: Sql,
  before: Promise<{ now: Date }[]>,
  contactIds: readonly string[],
  { days, clock = null }: PressureWindow,
): Promise<KnownPressure> {
  // They go out together and are answered in this order: what is read is of after the locks.
  const [locks, taken, waiting] = await Promise.all([
    before,
    sql.query<TakenPlace & { contactId: string }>(
      {
        name: "pressure-taken",
        text: `select t.message_id as "messageId", t.contact_id as "contactId", t.channel, t.taken_at as at,
                      t.workflow_id as "workflowId", coalesce(w.name, '') as "workflowName"
                 from pressure_taken t left join workflows w on w.id = t.workflow_id
                where t.contact_id = any(${anyLength("$1", "uuid")})
                  and t.taken_at > coalesce($3, clock_timestamp()) - make_interval(days => $2)
                order by t.taken_at`,
      },
      [contactIds, days, clock],
    ),
    sql.query<KeptWaiter & { contactId: string }>(
      {
        name: "pressure-waiting",
        text: `select p.message_id as "messageId", p.contact_id as "contactId", p.channel, p.priority,
                      p.since, p.latest, p.quiet_until as "quietUntil", p.yields,
                      p.paused_channel is not null as "isPaused", p.paused_since as "pausedSince",
                      coalesce(w.name, '') as "workflowName"
                 from pressure_waiting p
                 join runs r on r.id = p.run_id and r.status in ('pending', 'running')
                 left join workflows w on w.id = p.workflow_id
                where p.contact_id = any(${anyLength("$1", "uuid")})`,
      },
      [contactIds],
    ),
  ]);
  const known = new Map<string, ContactPressure>();
  const of = (contactId: string): ContactPressure => {
    const found = known.get(contactId) ?? { taken: [], waiting: [] };
    known.set(contactId, found);
    return found;
  };
  for (const { contactId, ...place } of taken) of(contactId).taken.push(place);
  for (const { contactId, ...waiter } of waiting) of(contactId).waiting.push(waiter);
  return { now: clock ?? required(locks.at(-1), "a contact").now, of };
}

/** A place that a message takes now. */
export interface NewPlace {
  messageId: string;
  contactId: string;
  channel: string;
  workflowId: string;
  at: Date;
}

const places = bulkInsert<NewPlace>("pressure_taken", {
  message_id: ["uuid", ({ messageId }) => messageId],
  contact_id: ["uuid", ({ contactId }) => contactId],
  channel: ["text", ({ channel }) => channel],
  workflow_id: ["uuid", ({ workflowId }) => workflowId],
  taken_at: ["timestamptz", ({ at }) => at],
});

export async function takePlaces(sql: Sql, taken: readonly NewPlace[]): Promise<void> {
  if (taken.length === 0) return;
  await sql.query(
    { name: "take-places", text: `${places.text} on conflict (message_id) do nothing` },
    places.values(taken),
  );
}
