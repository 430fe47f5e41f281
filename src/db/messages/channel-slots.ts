import type { Database, Sql } from "../core/database.ts";

/** What one worker asks for, of the messages that a channel may have on their way at once. */
export interface SlotsWanted {
  channel: string;
  /** Who asks: one of a process for each channel. */
  holder: string;
  /** On their way now; it keeps as many whatever the limit has become. */
  inUse: number;
  wanted: number;
  /** Whether there are messages that wait for a slot. */
  isWaiting: boolean;
  /** For how long it has them, unless it asks again. */
  leaseMs: number;
  /** How many there are for all workers where the channel is not set up; undefined: none. */
  withoutSetup?: number | undefined;
}

export interface SlotsGranted {
  slots: number;
  /** What it should come down to, so that each who asks has its share. */
  share: number;
}

/**
 * Gives a worker slots, in place of those that it had, out of those that no other worker holds. A
 * worker that asks no more loses its own when its lease is over.
 */
export async function takeSlots(db: Database, asked: SlotsWanted): Promise<SlotsGranted> {
  const { channel, holder, inUse, wanted, isWaiting, leaseMs, withoutSetup } = asked;
  return db.tx(async (sql) => {
    // Before the slots are counted, in a statement of its own: it would else count those of before.
    const [setup] = await sql.query<{ concurrency: number; isRemoved: boolean }>(
      `select concurrency, removed_at is not null as "isRemoved" from channel_setups
        where channel = $1 for no key update`,
      [channel],
    );
    // Without a row there is nothing that all of them lock.
    if (setup === undefined) await lockSlots(sql, channel);
    const isSetUp = setup !== undefined && !(setup.isRemoved && withoutSetup !== undefined);
    const limit = isSetUp ? setup.concurrency : (withoutSetup ?? 0);
    const [others] = await sql.query<{ taken: number; holders: number; waiting: number }>(
      `select coalesce(sum(slots), 0)::int as taken, count(*)::int as holders,
              count(*) filter (where is_waiting)::int as waiting
         from channel_slots where channel = $1 and holder <> $2 and held_until > clock_timestamp()`,
      [channel, holder],
    );
    const { taken, holders, waiting } = others ?? { taken: 0, holders: 0, waiting: 0 };
    const share = waiting === 0 ? limit : Math.floor(limit / (holders + 1));
    // Who has none may take a free one, also where there are more who ask than slots.
    const most = inUse === 0 && isWaiting ? Math.max(1, share) : share;
    const slots = Math.max(inUse, Math.min(wanted, limit - taken, most));
    const held = [channel, holder, slots, isWaiting && slots < wanted, leaseMs / 1_000];
    await sql.query(
      `insert into channel_slots (channel, holder, slots, is_waiting, held_until)
       values ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5::float8))
       on conflict (channel, holder) do update
         set slots = excluded.slots, is_waiting = excluded.is_waiting,
             held_until = excluded.held_until`,
      held,
    );
    return { slots, share };
  });
}

async function lockSlots(sql: Sql, channel: string): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('slots ' || $1, 0))", [channel]);
}

/** Gives back what a worker has, and forgets those who have not asked again. */
export async function giveSlotsBack(db: Database, channel: string, holder: string): Promise<void> {
  await db.query(
    "delete from channel_slots where channel = $1 and (holder = $2 or held_until < clock_timestamp())",
    [channel, holder],
  );
}
