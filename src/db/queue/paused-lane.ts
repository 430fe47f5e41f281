/**
 * A pending run that is paused stands in a lane of its own name, behind this, from which no dispatcher
 * takes: out of it again, it is one of those that wait.
 */
export const pausedLane = "paused:";

export const isPausedLane = (lane: string): string => `${lane} like '${pausedLane}%'`;

/** Of a paused lane the run's own. */
export const laneBehindPause = (lane: string): string => `replace(${lane}, '${pausedLane}', '')`;
