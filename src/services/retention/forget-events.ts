import type { Database } from "../../db/core/database.ts";
import { isLockTimeout } from "../../db/core/database-errors.ts";
import {
  dropIfEmpty,
  forgetPartition,
  forgetRemaining,
  partitionsBefore,
  remainders,
} from "../../db/core/partitions.ts";

export interface EventsForgotten {
  partitions: number;
  events: number;
  /** Partitions that are due and could not be dropped now, as somebody reads events. */
  busy: number;
}

export interface EventForgetting {
  before: Date;
  signal: AbortSignal;
  /**
   * Hands on what is about to go with a partition, or of the default one (`default`); what it throws keeps
   * it from going.
   */
  keepElsewhere?: ((part: string, before: Date) => Promise<void>) | undefined;
}

const step = 2_000;

/** Drops the partitions that are due as a whole, and deletes what runs no longer refer to of those before. */
export async function forgetEvents(
  db: Database,
  { before, signal, keepElsewhere }: EventForgetting,
): Promise<EventsForgotten> {
  const done: EventsForgotten = { partitions: 0, events: 0, busy: 0 };
  for (const part of await partitionsBefore(db, before)) {
    if (signal.aborted) return done;
    await keepElsewhere?.(part, before);
    try {
      done.events += (await forgetPartition(db, part, before)).gone;
      done.partitions++;
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      // Whoever reads one reads all: those behind it would keep ingest waiting as long again.
      done.busy++;
      break;
    }
  }
  // What is left of a partition was handed on with it.
  await keepElsewhere?.("default", before);
  for (const part of await remainders(db, before)) {
    for (let gone = step; gone === step && !signal.aborted;) {
      gone = await forgetRemaining(db, part, before, step);
      done.events += gone;
    }
    await dropIfEmpty(db, part).catch((error: unknown) => {
      if (!isLockTimeout(error)) throw error;
    });
  }
  return done;
}
