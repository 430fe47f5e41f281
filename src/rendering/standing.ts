import type { LaneStanding, ProcessStanding } from "../domain/process-standing.ts";
import type { Lane } from "./lane.ts";

export function lanesStanding(quick: Lane, slow: Lane): NonNullable<ProcessStanding["rendering"]> {
  return { quick: laneStanding(quick), slow: laneStanding(slow) };
}

function laneStanding({ threads, waiting }: Lane): LaneStanding {
  return { threads: threads.all, atWork: threads.atWork, waiting };
}
