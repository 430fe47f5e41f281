import type { ChatIdentity } from "./address-need.ts";
import type { Workspace } from "./workspace.ts";

/** What is known while deciding and running: what conditions test and templates show. */
export interface Facts {
  event: EventFacts;
  contact: ContactFacts | null;
  order: OrderFacts | null;
  /** What the run's blocks have set, by name. */
  vars: Record<string, unknown>;
  /** What became of the run's messages, by the block that sent them (the latest visit). */
  messages: Record<string, MessageFacts>;
  /** The events that the run has waited for, by the block that did. */
  waited: Record<string, EventFacts>;
  /** The run's own clock, an ISO 8601 instant. */
  now: string;
  /** Where dates of nobody, and of contacts without a time zone, are at home. */
  workspace: Pick<Workspace, "timeZone" | "language"> & Partial<Pick<Workspace, "pressure">>;
}

export interface MessageFacts {
  state: string;
  sent: boolean;
  delivered: boolean;
  /** It came back, or failed behind the server that took it. */
  bounced: boolean;
  opened: boolean;
  clicked: boolean;
  complained: boolean;
  replied: boolean;
}

export interface EventFacts {
  id: string;
  typeKey: string;
  keyValue: string;
  params: Record<string, unknown>;
  /** ISO 8601 instants. */
  receivedAt: string;
  occurredAt: string | null;
}

export interface ContactFacts {
  id: string;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  language: string | null;
  timeZone: string | null;
  attributes: Record<string, unknown>;
  /** Where chats reach it, by the kind of identity; absent or null: it was not looked. */
  chats?: Partial<Record<ChatIdentity, string>> | null;
  /** The names of the segments that the contact is a member of. */
  segments: string[];
  /** By what the contact has bought; null: nothing yet, or it is not computed. */
  rfm?: RfmFacts | null;
  /** Whether the present e-mail address was confirmed by its owner. */
  emailConfirmed: boolean;
  /** The keys of the topics that the contact has subscribed to. */
  topics: string[];
  /** Topics that it has subscribed to by one channel: "news/sms". */
  topicsByChannel: string[];
  /** Whether the contact gets no marketing at all. */
  unsubscribed: boolean;
  /** The channels by which it wants no marketing. */
  unsubscribedChannels: string[];
}

export interface RfmFacts {
  class: string;
  /** From 1 to 5. */
  recency: number;
  frequency: number;
  monetary: number;
  /** Since when it is this class; ISO 8601. */
  since: string;
}

export interface OrderFacts {
  externalId: string;
  status: string;
  totalCost: number;
  currency: string;
  /** ISO 8601 instant. */
  date: string;
  items: Record<string, unknown>[];
  /** Everything else that came with it: delivery, discount, restoreUrl, … */
  details: Record<string, unknown>;
}
