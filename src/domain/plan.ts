/**
 * What the interpreter needs of a version: the skeleton of its graph. Templates, conditions and
 * everything else stay in Postgres, so that Temporal's history carries ids, not contents.
 */
export interface Plan {
  /** The block that runs first (the one behind the start block); absent ids end the run. */
  first: string;
  blocks: Record<string, PlanBlock>;
}

/** Where a block's effect happens: inside Postgres, or through a channel's own task queue. */
export type Place = "database" | "email";

export interface PlanBlock {
  kind: string;
  /** One line for Temporal's Web UI. Configuration only, nothing about a person. */
  summary: string;
  place: Place;
  /** The next block by branch; empty for an end. */
  next: Record<string, string>;
}

/** One visit of one block by one run: what makes an effect happen once, and the journal's key. */
export interface Step {
  runId: string;
  blockId: string;
  /** 1 for the first time that the run comes by, 2 for the second. */
  visit: number;
  /** The step's place in the run's way, from 1. */
  position: number;
  /** ISO 8601: the run's own clock, which a wait is counted from. */
  at: string;
}

/** What a block tells the interpreter: where to go, and until when to wait before going there. */
export interface StepResult {
  branch: string;
  /** ISO 8601 instant; absent: go on at once. */
  waitUntil?: string;
}

/** The input of a run, and of its continuation. */
export interface RunInput {
  runId: string;
  plan: Plan;
  cursor?: RunCursor;
}

/** Where a continued run goes on. */
export interface RunCursor {
  blockId: string;
  position: number;
  visits: Record<string, number>;
}

export interface StopSignal {
  /** The event that stops the run; null when a person did. */
  eventId: string | null;
}

export type RunEnd =
  | { status: "completed"; blockId: string; position: number }
  | { status: "stopped"; eventId: string | null }
  | { status: "failed"; blockId: string; message: string };
