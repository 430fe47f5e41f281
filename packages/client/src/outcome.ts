import type { Contact, Fault } from "./api.ts";

/** It never arrived, or the API can't be spoken to like this: no key, a wrong address. */
export interface Failed {
  outcome: "failed";
  /** The status of the last answer; undefined: there was none. */
  status: number | undefined;
  reason: string;
}

/** The API will not take it, however often it is sent. */
export interface Rejected {
  outcome: "rejected";
  errors: Fault[];
}

/** The client let go of it, by its own rules. */
export interface Dropped {
  outcome: "dropped";
  reason: "queue_full" | "closed";
}

export type NotTaken = Failed | Rejected | Dropped;

interface Kept<Word> {
  outcome: Word;
  eventId: string;
  contactId: string | null;
}

/** `duplicate`: an earlier attempt had arrived, only its answer had not. */
export type EventOutcome = Kept<"accepted"> | Kept<"duplicate"> | NotTaken;

export type ContactOutcome = { outcome: "accepted"; made: boolean; contact: Contact } | NotTaken;

export type OrderOutcome = { outcome: "accepted" } | NotTaken;

export type ProductOutcome = { outcome: "accepted" } | NotTaken;

export type Outcome = EventOutcome | ContactOutcome | OrderOutcome | ProductOutcome;
