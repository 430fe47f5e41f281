import type { EventSignal, RunRow } from "../db/events/event-rows.ts";
import type { HeldOutStart } from "../db/events/holdouts.ts";
import type { NewEventFanOut } from "../db/queue/fan-outs.ts";
import type { Decision } from "../domain/event.ts";

/** What a batch has come to so far. */
export interface Decided {
  decisions: (Decision & { eventId: string })[];
  runs: RunRow[];
  signals: EventSignal[];
  fanOuts: NewEventFanOut[];
  holdouts: HeldOutStart[];
}

/** What one binding is told, beside what it is about. */
export type Answer = Pick<Decision, "outcome" | "reason"> & Partial<Decision>;
