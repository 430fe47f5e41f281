import type { LiveBinding, LiveGoal } from "../db/events/bindings-for-events.ts";
import { evaluateCondition } from "../domain/condition.ts";
import { ConditionMeter, ConditionTooCostly, stepsForEvent } from "../domain/conditions/meter.ts";
import type { Condition } from "../domain/condition.ts";
import type { EventFacts } from "../domain/facts.ts";
import type { Workspace } from "../domain/workspace.ts";
import type { Draw } from "../domain/holdout.ts";
import type { Identity } from "../domain/identity.ts";
import type { IgnoredIdentity } from "../domain/nameless-ids.ts";
import type { FingerprintedEvent } from "./fingerprint.ts";

/** A new event whose type, contact and bindings are known: ready to be decided. */
export interface KnownEvent extends FingerprintedEvent {
  typeId: string;
  /** Whether runs may wait for events of this type. */
  awaited: boolean;
  /** Whether the rule of a segment asks for events of this type. */
  asked: boolean;
  /** Whether it tells that its contact looks at products of the catalogue. */
  showsInterest: boolean;
  contactId: string | null;
  contactMade: boolean;
  conflict: readonly Identity[];
  ignored: readonly IgnoredIdentity[];
  bindings: readonly LiveBinding[];
  /** Of workflows that it may count for. */
  goals: readonly LiveGoal[];
  /** Whose time zone dates in filters are meant in: an event says nothing of its contact's. */
  workspace: Workspace;
  /** The workspace's control group; null: it has none. */
  controlGroup: Draw | null;
  /** What all conditions that are asked of it may cost together. */
  meter: ConditionMeter;
  /** Of one that was kept before and is decided anew. */
  replayed?: Replayed;
}

export interface Replayed {
  /** When it came: what its filter is asked about. How often it may start counts as of now. */
  receivedAt: Date;
  /** Whether it may be older than its binding allows. */
  despiteAge: boolean;
}

export const meterForEvent = (): ConditionMeter => new ConditionMeter(stepsForEvent);

function factsOfEvent({ id, event }: KnownEvent, receivedAt: Date): EventFacts {
  const { typeKey, keyValue, params, occurredAt } = event;
  return {
    id,
    typeKey,
    keyValue,
    params,
    receivedAt: receivedAt.toISOString(),
    occurredAt: occurredAt?.toISOString() ?? null,
  };
}

export type Filtered = "passes" | "filtered" | "too_costly";

/** Whether an event passes a filter, that of a binding or of what a run waits for. */
export function passes(known: KnownEvent, filter: Condition | null, receivedAt: Date): Filtered {
  if (filter === null) return "passes";
  return withinBudget(() =>
    evaluateCondition(
      filter,
      { event: factsOfEvent(known, receivedAt), workspace: known.workspace },
      known.meter,
    ),
  );
}

/** What a condition says, or that it was not asked to its end. */
export function withinBudget(evaluate: () => boolean): Filtered {
  try {
    return evaluate() ? "passes" : "filtered";
  } catch (error) {
    if (error instanceof ConditionTooCostly) return "too_costly";
    throw error;
  }
}
