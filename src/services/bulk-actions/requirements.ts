import type { Placement } from "../../contract/api/bulk-action.ts";
import { AppError } from "../../contract/errors.ts";
import { listWorkers } from "../../db/core/workers-seen.ts";
import { planOfVersion } from "../../db/runs/run-moves.ts";
import { pausesAndMoves } from "../../domain/interpreter.ts";
import type { ServiceContext } from "../context.ts";

const aliveSeconds = 60;

/**
 * A worker of an earlier release would go on with a run that is paused, or take it the old way.
 * @throws AppError `conflict` while one is alive
 */
export async function requireInterpreters({ sql }: ServiceContext): Promise<void> {
  const workers = await listWorkers(sql);
  const older = workers.find(
    ({ build, silentSeconds }) => silentSeconds <= aliveSeconds && !pausesAndMoves(build ?? ""),
  );
  if (older === undefined) return;
  const version = older.version ?? "an earlier version";
  throw new AppError(
    "conflict",
    `a worker of an earlier release (${version}) is alive, which knows nothing of it: end it first`,
  );
}

/** The version has the blocks that people are moved to. @throws AppError `invalid` */
export async function requireTargets(
  { sql }: ServiceContext,
  version: { id: string; number: number },
  places: Readonly<Record<string, Placement>>,
): Promise<void> {
  const plan = await planOfVersion(sql, version.id);
  for (const [from, placement] of Object.entries(places)) {
    if (placement.do !== "move" || plan?.blocks[placement.to] !== undefined) continue;
    const { number } = version;
    throw invalid(`places.${from}.to`, `version ${number} has no block "${placement.to}"`);
  }
}

export function invalid(path: string, message: string): AppError {
  return new AppError("invalid", "the bulk action has a fault", { faults: [{ path, message }] });
}
