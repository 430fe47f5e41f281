/**
 * What the interpreter needs of a version: the skeleton of its graph. Templates, conditions and
 * everything else stay in Postgres, so that Temporal's history carries ids, not contents.
 */
export interface Plan {
  /** The block that runs first (the one behind the start block); absent ids end the run. */
  first: string;
  blocks: Record<string, PlanBlock>;
}

/**
 * Where a block's effect happens: inside Postgres, or outside through a task queue of its own. Each
 * channel of messages has one; `bulk` is what goes through a whole segment.
 */
export const places = ["database", "message", "webhook", "bulk"] as const;
export type Place = (typeof places)[number];

export interface PlanBlock {
  kind: string;
  /** One line for Temporal's Web UI. Configuration only, nothing about a person. */
  summary: string;
  place: Place;
  /** Of a place `message`: the name of the channel, whose task queue it goes through. */
  channel?: string;
  /** The next block by branch; empty for an end. */
  next: Record<string, string>;
}

/**
 * Plans as they are kept and given to Temporal. Before there were channels, e-mail was a place of its
 * own: such plans stand in versions and histories for years, and mean the place of messages with the
 * channel of e-mail. It is still written that way, as workers of the release before, which take part
 * in the same runs while they are replaced one by one, can read no other (docs/adr/0022-channels.md).
 */
export type WrittenPlan = Omit<Plan, "blocks"> & { blocks: Record<string, WrittenBlock> };
export type WrittenBlock = PlanBlock | FormerBlock;
export type FormerBlock = Omit<PlanBlock, "place" | "channel"> & { place: "email" };

/** One visit of one block by one run: what makes an effect happen once, and the journal's key. */
export interface Visit {
  runId: string;
  blockId: string;
  /** 1 for the first time that the run comes by, 2 for the second. */
  visit: number;
}

/** A visit that is to be made, or is being made. */
export interface Step extends Visit {
  /** The step's place in the run's way, from 1. */
  position: number;
  /** ISO 8601: the run's own clock, which a wait is counted from. */
  at: string;
  /** Whether the world may have changed: at the run's start and after each wait. */
  check: boolean;
}

/** What a block tells the interpreter: where to go, and until when to wait before going there. */
export interface StepResult {
  branch: string;
  /** ISO 8601 instant; absent: go on at once. */
  waitUntil?: string;
  /** The wait may end early, by an event: who won is asked with `settleWait`. */
  awaits?: true;
  /** The run ends here instead of going on. */
  end?: EarlyEnd;
}

/**
 * What performing a block came to, with those behind it that were performed in the same transaction.
 * They stand apart from the block's own result: a worker of a release that knows no chains reads that
 * one alone, and is then stopped by the history instead of taking a wrong way.
 */
export interface Performed extends StepResult {
  onward?: Onward;
  /** The run's end, which is noted already. */
  ended?: RunEnd;
  /** Not done yet: its message is held back, and the same step is to be performed again. */
  held?: Held;
}

/** How long a step is held back. */
export interface Held {
  /** ISO 8601 instant. */
  until: string;
  /** For Temporal's own pages: nothing about a person. */
  because: string;
}

/** The blocks of a chain behind its first. */
export interface Onward {
  /** In the order in which they were performed. */
  blockIds: readonly string[];
  /** What the last of them came to. */
  result: StepResult;
}

/** What lets an activity go on behind its block; without it, it performs that one only. */
export interface Way {
  /** How often the run has come by each block, this visit among them. */
  visits: Readonly<Record<string, number>>;
  /** Of the execution: one that failed before has no say in the run's end any more. */
  retry: number;
  /** Whether the interpreter knows of steps that are held back: one of the release before doesn't. */
  holds?: true;
}

/** The part of it that a block outside of chains is told. */
export type OutsideWay = Pick<Way, "retry" | "holds">;

/** Why a run ends before its way does: a goal it has reached, or what stops it (a rule, an event, a person). */
export type EarlyEnd =
  | { kind: "goal"; blockId: string }
  | { kind: "stopped"; reason?: string; eventId?: string };

/** Where a run stands when it asks whether it is to go on in another version. */
export interface Standing extends Visit {
  /** At a wait that has begun, or before a block that is held back; gone on: between two blocks. */
  state: "waiting" | "held" | "gone on";
  /** Where an execution that begins anew goes on, should it be moved to the block it is at. */
  cursor: RunCursor;
  retry: number;
}

/** A run that has been moved: what it goes on with from now on. */
export interface Moved {
  plan: WrittenPlan;
  version: number;
  /** The block it is at now, or begins next: the one it was at, or another. */
  blockId: string;
}

/** The input of a run, and of its continuation. */
export interface RunInput {
  runId: string;
  plan: WrittenPlan;
  cursor?: RunCursor;
  /** Whether it is a test launch's, whose waits are over at once. */
  skipWaiting?: boolean;
  /** Which time it goes on after failing, from 1; absent: it has not failed yet. */
  retry?: number;
}

/** Where a continued run goes on. */
export interface RunCursor {
  blockId: string;
  position: number;
  visits: Record<string, number>;
  check: boolean;
}

export interface StopSignal {
  /** The event that stops the run; null when a person did. */
  eventId: string | null;
}

/** Ends one wait: its event came, or a person skips it. */
export interface WakeSignal {
  blockId: string;
  visit: number;
}

export interface GoalSignal {
  blockId: string;
}

export type RunEnd =
  | { status: "completed"; blockId: string; position: number; goal?: true }
  | { status: "stopped"; eventId: string | null; reason?: string }
  | { status: "failed"; blockId: string; message: string };

/** How a run ends that does so at a position, before its way does. */
export function runEndOf(end: EarlyEnd, position: number): RunEnd {
  if (end.kind === "goal") {
    return { status: "completed", blockId: end.blockId, position, goal: true };
  }
  const { reason, eventId = null } = end;
  return reason === undefined
    ? { status: "stopped", eventId }
    : { status: "stopped", eventId, reason };
}
