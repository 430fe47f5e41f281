import type { Profile } from "../../contract/api/contacts.ts";
import type { FieldError } from "../../contract/errors.ts";
import type { IncomingEvent } from "../../domain/event.ts";

/** What a delivery, or an entry of one, is. */
export type Mapped =
  | ({ outcome: "event"; ignored: FieldError[] } & MappedEvent)
  | { outcome: "skipped" | "refused"; reason: string; ignored: FieldError[] };

interface MappedEvent {
  event: IncomingEvent;
  /** What is told of the contact beside its addresses. */
  profile: Profile;
  /** Addresses, ids and names as they came. */
  told: Record<string, unknown>;
  /** The fields of an order that is kept beside the event. */
  order: Record<string, unknown> | null;
}
