import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { connectionErrorMessage } from "../../db/core/connection-error.ts";
import type { Database } from "../../db/core/database.ts";
import { isUnavailable } from "../../db/core/database-errors.ts";
import type { SchemaState } from "../../db/core/schema-state.ts";
import { schemaState } from "../../db/core/schema-state.ts";
import { Refusal } from "../../platform/logging/refuse.ts";

export interface SchemaWatch {
  /** Why this process must not work on the database as it is now; undefined: it may. */
  unfit(): string | undefined;
  stop(): void;
}

export interface SchemaWatchOptions {
  log: Logger;
  everyMs?: number;
  /** Doesn't come back before Postgres has answered. */
  wait?: boolean;
  /** The schema was migrated beyond this process while it ran. */
  onUnfit?(why: string): void;
}

const usualMs = 10_000;
const waitMs = 1_000;

/**
 * Refuses a schema that this release can't work on, and notices when another release migrates it
 * meanwhile. A newer one that says that this release may go on with it is fit: in a rolling upgrade
 * the database comes first, then one process after the other.
 * @throws Refusal also for what is wrong with DATABASE_URL; not when Postgres is only away
 */
export async function watchSchema(db: Database, options: SchemaWatchOptions): Promise<SchemaWatch> {
  const { log, everyMs = usualMs, wait = false, onUnfit } = options;
  let why: string | undefined;
  let told: string | undefined;
  let started = false;

  async function look(): Promise<void> {
    const state = await schemaState(db);
    why = unfitness(state);
    const says = state.state === "current" ? undefined : state.says;
    if (says !== undefined && says !== told) {
      if (why === undefined) log.warn(says);
      // At the start, whoever is refused tells it.
      else if (started) log.error(says);
    }
    told = says;
  }

  async function looked(): Promise<boolean> {
    try {
      await look();
      return true;
    } catch (error) {
      const fault = connectionErrorMessage(error);
      if (fault !== undefined) throw new Refusal(fault);
      if (!isUnavailable(error)) throw error;
      return false;
    }
  }

  while (!(await looked()) && wait) {
    log.warn("Postgres does not answer yet");
    await sleep(waitMs);
  }
  if (why !== undefined) throw new Refusal(why);
  started = true;

  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    const before = why;
    look()
      .then(
        () => {
          if (why !== undefined && before === undefined) onUnfit?.(why);
        },
        // Postgres is away: nothing is known, and nothing can be spoilt.
        () => undefined,
      )
      .finally(() => (looking = false));
  }, everyMs);
  timer.unref();
  return { unfit: () => why, stop: () => clearInterval(timer) };
}

function unfitness(state: SchemaState): string | undefined {
  if (state.state === "current") return undefined;
  return state.state === "newer" && state.usable ? undefined : state.says;
}
