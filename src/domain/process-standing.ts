/** How many may be done at once, and how many are. */
export interface Slots {
  used: number;
  most: number;
}

/** A lane of threads for content. */
export interface LaneStanding {
  threads: number;
  atWork: number;
  waiting: number;
}

/** What a process says of itself with its sign of life. */
export interface ProcessStanding {
  host: string;
  pid: number;
  node: string;
  /** Whether it ends: it finishes what it has begun. */
  draining: boolean;
  memoryBytes: number;
  rendering: { quick: LaneStanding; slow: LaneStanding } | null;
}

/** What a worker does for one task queue. */
export interface QueueStanding {
  taskQueue: string;
  /** Steps of runs that are being made, and runs that are kept in memory; null: it carries no runs. */
  workflowTasks: Slots | null;
  cachedRuns: Slots | null;
  activities: Slots;
  localActivities: Slots | null;
}

export interface WorkerStanding extends ProcessStanding {
  queues: QueueStanding[];
  /** What it heeds that workers of earlier releases do not; missing: a release before there was any. */
  heeds?: string[];
}

/** That nothing is sent by a channel that somebody has paused. */
export const ofChannelPauses = "channelPauses";
