import type { Condition } from "../domain/condition.ts";

/** Membership of segments, of the run's contact. Answers say whether that changed anything. */
export interface SegmentsCapability {
  add(name: string): Promise<boolean>;
  remove(name: string): Promise<boolean>;
}

export interface OrdersCapability {
  /** Makes an order the run's order, by its external id or the contact's latest one. */
  attach(which: { externalId: string } | "latest"): Promise<{ externalId: string } | null>;
}

export interface VariablesCapability {
  set(name: string, value: unknown): Promise<void>;
}

/** An event to wait for, or to watch for to the run's end. */
export interface EventWish {
  kind: "wait" | "goal";
  eventTypeKey: string;
  /** Whose: of the run's contact, or with the run's key. */
  match: "contact" | "key";
  filter: Condition | null;
  /** Whether one that came since the run started counts. */
  includeEarlier: boolean;
}

export type EmitOutcome =
  | { outcome: "emitted"; eventId: string; launched: number }
  /** Too many runs stand between this event and one from outside. */
  | { outcome: "loop"; hops: number };

export type StartOutcome =
  | { outcome: "started"; runId: string }
  | { outcome: "not_active" }
  | { outcome: "loop"; hops: number };

export interface EventsCapability {
  /** Registers a wish. @returns the event that has fulfilled it already, or null */
  await(wish: EventWish): Promise<{ eventId: string } | null>;
  /** Registers a condition that ends the run as soon as it is seen to hold. */
  watch(rule: Condition): Promise<void>;
  /** Sends an event about the run's contact through ingest, in the transaction of the step. */
  emit(event: {
    eventTypeKey: string;
    keyValue: string;
    params: Record<string, unknown>;
  }): Promise<EmitOutcome>;
  /** Starts a run of another workflow for the same contact. */
  startWorkflow(workflowId: string): Promise<StartOutcome>;
}
