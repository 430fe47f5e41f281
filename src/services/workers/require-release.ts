import { AppError } from "../../contract/errors.ts";
import type { WorkerRow } from "../../db/core/workers-seen.ts";
import { listWorkers } from "../../db/core/workers-seen.ts";
import { pausesAndMoves } from "../../domain/interpreter.ts";
import type { ServiceContext } from "../context.ts";

const aliveSeconds = 60;

/**
 * A worker of an earlier release would go on with a run that is paused, or take it the old way.
 * @throws AppError `conflict` while one is alive
 */
export function requireInterpreters(context: ServiceContext): Promise<void> {
  return requireOfAll(context, hasInterpreter);
}

/**
 * Of what a worker says of itself: a release that says no such thing writes over it with its own sign of
 * life, or says an earlier interpreter.
 * @throws AppError `conflict` while a worker is alive that does not heed something
 */
export function requireHeeding(context: ServiceContext, what: string): Promise<void> {
  return requireOfAll(
    context,
    (worker) => hasInterpreter(worker) && worker.standing?.heeds?.includes(what) === true,
  );
}

const hasInterpreter = ({ build }: WorkerRow): boolean => pausesAndMoves(build ?? "");

async function requireOfAll(
  { sql }: ServiceContext,
  knowsOfIt: (worker: WorkerRow) => boolean,
): Promise<void> {
  const workers = await listWorkers(sql);
  const older = workers.find(
    (worker) => worker.silentSeconds <= aliveSeconds && !knowsOfIt(worker),
  );
  if (older === undefined) return;
  const version = older.version ?? "an earlier version";
  throw new AppError(
    "conflict",
    `a worker of an earlier release (${version}) is alive, which knows nothing of it: end it first`,
  );
}
