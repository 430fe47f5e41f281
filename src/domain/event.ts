import type { CartNews } from "./cart.ts";
import type { Identity } from "./identity.ts";
import type { IgnoredIdentity } from "./nameless-ids.ts";

/** An event as every format hands it over: parsed, checked, its identities in normal form. */
export interface IncomingEvent {
  typeKey: string;
  keyValue: string;
  params: Record<string, unknown>;
  identities: Identity[];
  /** Our own contact id, where the event is about a contact we know (a click, an order). */
  knownContactId?: string;
  /** The producer's id of this event: a repetition changes nothing. */
  messageId?: string;
  /** When it happened, by the producer's clock. Shown and limited, never used to decide a window. */
  occurredAt?: Date;
  source: string;
  /** How many runs stand between this event and one from outside; absent: none. */
  hops?: number;
  /** Told for the record, long after: it is kept, and decides, wakes and stops nothing. */
  past?: true;
  /** What it tells of the contact's cart, where it is not the event `cartUpdated` that does. */
  cart?: CartNews;
  /** Decides this binding only, and ends no wait: of a fan-out to a binding's segment. */
  onlyBinding?: string;
}

/** What one event did to one binding. */
export const outcomes = [
  "launched",
  "suppressed",
  /** A start whose contact is held out, so that what happens without the workflow can be seen. */
  "held_out",
  "filtered",
  "no_contact",
  "too_old",
  /** Its workflow is a draft, paused, or not published. */
  "not_active",
  /** The binding itself is switched off. */
  "switched_off",
  /** A start that a stop event within the look-back period forbids. */
  "stopped_before",
  /** A start that avoids a run of its workflow in progress. */
  "in_progress",
  /** A start for each member of a segment: a fan-out launches them. */
  "fan_out",
  /** A start for each member of a segment that the event doesn't name, or that does not exist. */
  "no_segment",
  /** Too many runs stand between this event and one from outside. */
  "loop",
  "stopped",
  "nothing_to_stop",
] as const;
export type DecisionOutcome = (typeof outcomes)[number];

/** With these an event has done what its start is there for: it is not to do it again. */
export const startedOutcomes: ReadonlySet<DecisionOutcome> = new Set([
  "launched",
  "held_out",
  "fan_out",
]);

export interface Decision {
  bindingId: string;
  workflowId: string;
  role: "start" | "stop";
  outcome: DecisionOutcome;
  /** Why, in words. */
  reason: string;
  /** When an event may launch again after a suppressed start; null when never. */
  until?: Date | null;
  runId?: string;
  fanOutId?: string;
  /** How many runs a stop ends. */
  stopped?: number;
}

/** What a start has decided of an event that it may decide anew; `undecided`: it was not there then. */
export const replayableOutcomes = [
  "filtered",
  "suppressed",
  "switched_off",
  "not_active",
  "stopped_before",
  "in_progress",
  "too_old",
  "no_contact",
  "no_segment",
  "loop",
  "undecided",
] as const satisfies readonly (DecisionOutcome | "undecided")[];

/** What became of an event that was kept. */
export interface KeptEvent {
  eventId: string;
  receivedAt: Date;
  contactId: string | null;
  /** Identities that belong to another contact. */
  conflict: readonly Identity[];
  ignored: readonly IgnoredIdentity[];
  decisions: Decision[];
}

/** The answer to one event. */
export type IngestResult =
  | ({ outcome: "accepted" } & KeptEvent)
  /** A repetition: what was answered the first time. */
  | ({ outcome: "duplicate" } & KeptEvent)
  | { outcome: "message_id_reused"; eventId: string };

/** What events of a type must say; what is not required is documentation. */
export interface ParamRule {
  name: string;
  required: boolean;
}

/** An event that its type doesn't allow, or whose mapped identity can't be read: not kept. */
export interface RefusedEvent {
  outcome: "refused";
  faults: { param: string; message: string }[];
  /** All that the type says, where it is the type that refuses. */
  rules: ParamRule[] | null;
}
