import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../db/core/database.ts";
import type { Unavailability } from "../../db/core/why-unavailable.ts";
import { whyUnavailable } from "../../db/core/why-unavailable.ts";
import { canQuery, newestSignOfLife } from "../../db/core/workers-seen.ts";
import type { NotReady } from "./not-ready.ts";

const patienceMs = 3_000;
const workerSilenceSeconds = 30;

export interface Check extends Partial<NotReady> {
  ok: boolean;
  ms: number;
  /** Since when it is not: as this process has seen it, and of workers since their last sign of life. */
  since?: Date;
}

/** What a balancer may leave out: an API takes events without them. */
export const excludable = ["temporal", "worker"] as const;
export type Excludable = (typeof excludable)[number];

/** What was left out is not there. */
export interface Health extends Partial<Record<Excludable, Check>> {
  postgres: Check;
}

/** What was found wrong; undefined: nothing. */
type Found = (NotReady & { since?: Date }) | undefined;

/** Whether Temporal answers: or why not, where it is known. */
export type TemporalReady = () => Promise<boolean | NotReady>;

/**
 * Of everything that a campaign needs, whether it is there. Each answer is waited for 3 s at most. What is
 * left out is not asked either: a balancer that asks each second must not wait for a Temporal that hangs.
 */
export async function checkHealth(
  db: Database,
  temporalReady: TemporalReady,
  exclude: readonly Excludable[] = [],
): Promise<Health> {
  const asks = {
    temporal: () => timed(() => askTemporal(temporalReady), temporalIsSilent),
    worker: () => timed(() => askForWorker(db), workerNotKnown),
  };
  const asked = excludable.filter((part) => !exclude.includes(part));
  const [postgres, ...others] = await Promise.all([
    timed(() => askPostgres(db), postgresSays.not_answering),
    ...asked.map(async (part) => [part, await asks[part]()] as const),
  ]);
  return { postgres, ...Object.fromEntries(others) };
}

async function timed(ask: () => Promise<Found>, silent: NotReady): Promise<Check> {
  const began = performance.now();
  const late = sleep(patienceMs, silent, { ref: false });
  const found = await Promise.race([ask(), late]);
  return { ok: found === undefined, ms: Math.round(performance.now() - began), ...found };
}

async function askPostgres(db: Database): Promise<Found> {
  try {
    await canQuery(db);
    return undefined;
  } catch (error) {
    return postgresSays[whyUnavailable(error)];
  }
}

async function askTemporal(temporalReady: TemporalReady): Promise<Found> {
  const answer = await temporalReady().catch(() => false);
  if (answer === true) return undefined;
  return answer === false ? temporalUnreachable : answer;
}

async function askForWorker(db: Database): Promise<Found> {
  try {
    const newest = await newestSignOfLife(db);
    if (newest === undefined) return workerNeverSeen;
    return newest.silentSeconds < workerSilenceSeconds
      ? undefined
      : { ...workerSilent, since: newest.seenAt };
  } catch {
    return workerNotKnown;
  }
}

const postgresSays: Record<Unavailability, NotReady> = {
  unreachable: {
    code: "postgres_unreachable",
    reason: "Postgres can't be reached: check that it runs, and the address in DATABASE_URL",
  },
  not_answering: {
    code: "postgres_not_answering",
    reason:
      "Postgres has not answered in time: look for what keeps it busy or cuts it off, and whether " +
      "the connections that DATABASE_CONNECTIONS allows are enough",
  },
  starting_or_ending: {
    code: "postgres_starting_or_ending",
    reason: "Postgres is starting or ending: it is asked again by itself",
  },
  sign_in_refused: {
    code: "postgres_sign_in_refused",
    reason: "Postgres refuses the sign-in: check user and password in DATABASE_URL",
  },
  no_database: {
    code: "postgres_no_database",
    reason: "Postgres has no such database: make it, or mend DATABASE_URL",
  },
  no_connection_left: {
    code: "postgres_no_connection_left",
    reason:
      "Postgres has no connection left: raise its max_connections, or lower DATABASE_CONNECTIONS",
  },
  no_room: {
    code: "postgres_no_room",
    reason: "Postgres has no disk or no memory left: make room, and it goes on by itself",
  },
  failing: {
    code: "postgres_failing",
    reason: "Postgres answers with an error: its log says which",
  },
};

const temporalUnreachable: NotReady = {
  code: "temporal_unreachable",
  reason:
    "Temporal can't be reached: check that it runs, and TEMPORAL_ADDRESS. Events are taken and wait",
};
const temporalIsSilent: NotReady = {
  code: "temporal_not_answering",
  reason:
    "Temporal has not answered in time: look for what keeps it busy. Events are taken and wait",
};
const workerNeverSeen: NotReady = {
  code: "worker_never_seen",
  reason: "no worker has been there within the last day: start one. Events are taken and wait",
};
const workerSilent: NotReady = {
  code: "worker_silent",
  reason:
    "no worker has given a sign of life for 30 seconds: start one, or look into its log. Events are taken and wait",
};
const workerNotKnown: NotReady = {
  code: "worker_not_known",
  reason: "whether a worker is there is not known while Postgres does not answer",
};
