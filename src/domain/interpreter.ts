/**
 * What a worker says of its interpreter of runs. Temporal keeps it with each workflow task, so a run
 * can ask which one took its way (`workflowInfo().currentBuildId`) when it is replayed, where `patched`
 * would cost each run two events. It counts up when the interpreter takes another way.
 */
export const interpreterBuildId = "campanile-3";

/** Whether the interpreter has the first attempt at a message made on its own worker. */
export function sendsHere(buildId: string | undefined): boolean {
  return numberOf(buildId) >= 2;
}

/** Whether the interpreter knows of runs that are paused, or moved to another version. */
export function pausesAndMoves(buildId: string | undefined): boolean {
  return numberOf(buildId) >= 3;
}

function numberOf(buildId: string | undefined): number {
  const [, number = "1"] = /^campanile-(\d+)$/.exec(buildId ?? "") ?? [];
  return Number(number);
}
