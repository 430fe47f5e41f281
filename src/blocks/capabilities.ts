import type { Product } from "../domain/catalogue.ts";
import type { ConsentWord } from "../domain/consent.ts";
import type { Condition } from "../domain/condition.ts";
import type { Identity } from "../domain/identity.ts";
import type { OrderStatus } from "../domain/order-status.ts";
import type { TemplateTree } from "../domain/template-tree.ts";

/** Liquid, rendered with what the run knows; missing variables are empty. */
export interface TemplatesCapability {
  texts(templates: readonly string[]): Promise<string[]>;
  /** JSON whose texts are Liquid: one that is a bare variable becomes its value, a missing one null. */
  values(templates: readonly TemplateTree[]): Promise<unknown[]>;
}

/**
 * Membership of segments, of the run's contact. Answers say whether that changed anything, or that the
 * segment has a rule, by which alone people come and go.
 */
export interface SegmentsCapability {
  add(name: string): Promise<boolean | "by rule">;
  remove(name: string): Promise<boolean | "by rule">;
}

export interface OrdersCapability {
  /** Makes an order the run's order, by its external id or the contact's latest one (with a status). */
  attach(
    which: { externalId: string } | { latest: OrderStatus | null },
  ): Promise<{ externalId: string } | null>;
}

export interface ProductsCapability {
  /** Products of the catalogue as they are now, in the order of these external ids; those that there are. */
  find(ids: readonly string[]): Promise<Product[]>;
}

export interface VariablesCapability {
  set(name: string, value: unknown): Promise<void>;
}

/** An event to wait for, or to watch for to the run's end. */
export interface EventToEmit {
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
  | { outcome: "held_out" }
  | { outcome: "loop"; hops: number };

export interface EventsCapability {
  /** Registers a wish. @returns the event that has fulfilled it already, or null */
  await(wish: EventToEmit): Promise<{ eventId: string } | null>;
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

/** A change of a contact's profile; null empties. Numbers may be added to what is there. */
export interface ProfileChange {
  fields: Partial<Record<"firstName" | "lastName" | "language" | "timeZone", string | null>>;
  attributes: Record<string, unknown>;
  /** By attribute, how much more (or less) it is to be. */
  sums: Record<string, number>;
}

export interface ContactsCapability {
  /** The contact that one of these finds, the strongest first. */
  find(identities: readonly Identity[]): Promise<string | null>;
  /** Finds it, or makes it with these identities. A contact that was there stays as it is. */
  make(identities: readonly Identity[]): Promise<{ contactId: string; made: boolean } | null>;
  /** Has a variable of the run show a contact, as it is whenever it is read. */
  show(variable: string, contactId: string): Promise<void>;
  /** The contact that a variable shows. */
  shown(variable: string): Promise<string | null>;
  /** @returns what could not be taken, by field; null when there is no such contact */
  update(contactId: string, change: ProfileChange): Promise<RefusedField[] | null>;
  /** Confirms the e-mail address of the run's contact. */
  confirmEmail(): Promise<"confirmed" | "confirmed before" | "absent">;
}

export interface RefusedField {
  field: string;
  message: string;
}

/** What the run's contact wants to be written to about. Answers say whether that changed anything. */
export interface TopicsCapability {
  /** A topic that does not exist is made. */
  say(word: ConsentWord): Promise<boolean>;
}

export interface PromoCodesCapability {
  /** Gives the run's contact the next free code of a pool. @returns null when there is none */
  give(pool: string): Promise<string | null>;
}

export type FanOutOutcome =
  | { outcome: "started"; fanOutId: string }
  | { outcome: "no_segment" }
  /** A test launch concerns its own contact only. */
  | { outcome: "test" }
  | { outcome: "loop"; hops: number };

/** What goes to all members of a segment, in pages, beside the run. */
export interface FanOutsCapability {
  /** Sends an event about each member. One that is waited for wakes the run at its end. */
  emit(event: {
    segment: string;
    eventTypeKey: string;
    keyValue: string;
    params: Record<string, unknown>;
    isWaitedFor: boolean;
  }): Promise<FanOutOutcome>;
}
