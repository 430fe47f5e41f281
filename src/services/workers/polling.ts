import type { WorkerRow } from "../../db/core/workers-seen.ts";

/** A poll lasts up to a minute: who has not asked for longer is gone. */
const pollMs = 90_000;
const aliveSeconds = 20;

interface Poller {
  identity: string;
  lastSeenAt: Date;
}

/** Whether a process has given a sign of life lately. */
export function isAlive({ silentSeconds }: Pick<WorkerRow, "silentSeconds">): boolean {
  return silentSeconds <= aliveSeconds;
}

/** Who still asks for work: Temporal names one that was killed for minutes. */
export function stillPolling<One extends Poller>(
  pollers: readonly One[],
  seen: readonly WorkerRow[],
  now: Date,
): One[] {
  const gone = new Set(seen.filter((row) => !isAlive(row)).map(({ id }) => id));
  const since = now.getTime() - pollMs;
  return pollers.filter(
    ({ identity, lastSeenAt }) => lastSeenAt.getTime() >= since && !gone.has(identity),
  );
}
