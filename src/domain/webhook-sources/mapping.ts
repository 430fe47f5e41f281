import type { Workspace } from "../workspace.ts";
/** How a delivery becomes an event. All are Liquid templates over `body`, `headers`, `topic`, `delivery`. */
export interface SourceMapping {
  /** The event's type; where it comes out blank, a delivery is passed over. */
  eventType: string;
  key?: string | undefined;
  /** What a repetition is known by; where it is absent, by what its provider calls the delivery. */
  messageId?: string | undefined;
  occurredAt?: string | undefined;
  contact: {
    contactId?: string | undefined;
    email?: string | undefined;
    phone?: string | undefined;
    pushToken?: string | undefined;
    anonymousId?: string | undefined;
  };
  /** Null takes the whole body. */
  params: Record<string, string> | null;
}

/** What templates of a mapping see. */
export interface Delivery {
  /** Whose time zone dates are shown in. */
  workspace?: Pick<Workspace, "timeZone" | "language">;
  body: unknown;
  headers: Record<string, string>;
  /** What the provider says that it is about, such as `orders/create`; empty where it says it in the body. */
  topic: string;
  /** The provider's id of what it tells of; empty where there is none. */
  delivery: string;
}
