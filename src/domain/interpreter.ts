/**
 * What a worker says of its interpreter of runs. Temporal keeps it with each workflow task, so a run
 * can ask which one took its way (`workflowInfo().currentBuildId`) when it is replayed, where `patched`
 * would cost each run two events. It counts up when the interpreter takes another way.
 */
export const interpreterBuildId = "campanile-3";

/**
 * What a worker's build is called in a worker deployment of Temporal: the release, or a name of its
 * operator's, and behind it the interpreter, which a replay has to find there: `0.1.0.campanile-3`.
 */
export function workerBuildId(release: string, named?: string): string {
  const name = named ?? release;
  return statedNumber(name) === undefined ? `${name}.${interpreterBuildId}` : name;
}

/** Whether a name for a build says of itself another interpreter than it has. */
export function namesAnotherInterpreter(name: string): boolean {
  const stated = statedNumber(name);
  return stated !== undefined && stated !== numberOf(interpreterBuildId);
}

/** Whether the interpreter has the first attempt at a message made on its own worker. */
export function sendsHere(buildId: string | undefined): boolean {
  return numberOf(buildId) >= 2;
}

/** Whether the interpreter knows of runs that are paused, or moved to another version. */
export function pausesAndMoves(buildId: string | undefined): boolean {
  return numberOf(buildId) >= 3;
}

/** Whether a build's interpreter can go on with what another's has done: not if that one is a later one. */
export function canFollow(buildId: string, earlier: string): boolean {
  return numberOf(buildId) >= numberOf(earlier);
}

/** Whether a build is of a later release than another, or of the same with a later interpreter. */
export function isLaterBuild(buildId: string, other: string): boolean {
  const [one, two] = [rankOf(buildId), rankOf(other)];
  if (one === undefined || two === undefined) return false;
  const differs = one.findIndex((number, place) => number !== two[place]);
  return differs >= 0 && (one[differs] ?? 0) > (two[differs] ?? 0);
}

/** Undefined for a build that goes by its operator's name. */
function rankOf(buildId: string): number[] | undefined {
  const release = /^(\d+)\.(\d+)\.(\d+)(?=[.+-])/.exec(buildId);
  return release === null ? undefined : [...release.slice(1).map(Number), numberOf(buildId)];
}

function numberOf(buildId: string | undefined): number {
  return statedNumber(buildId ?? "") ?? 1;
}

function statedNumber(buildId: string): number | undefined {
  const [, number] = /(?:^|\.)campanile-(\d+)$/.exec(buildId) ?? [];
  return number === undefined ? undefined : Number(number);
}
