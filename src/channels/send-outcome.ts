/** What became of a send. */
export type SendOutcome =
  /** With what the provider calls the message, where it calls it something. */
  | { outcome: "sent"; response: string; providerId?: string }
  /**
   * The receiver said no for good; gone: there is nobody behind the device's token any more. A bounce:
   * it has said so of the address, and not of the message.
   */
  | { outcome: "refused"; message: string; isGone?: true; bounce?: Bounce }
  /** It was certainly not taken: try again, and nobody by this channel before `retryAfterMs`. */
  | { outcome: "deferred"; message: string; retryAfterMs?: number }
  /** The content was on its way when the line broke: it may have been taken. */
  | { outcome: "unknown"; message: string };

/** A message that was taken; what is no text is no name for it. */
export function sentAs(response: string, providerId: unknown): SendOutcome {
  return typeof providerId === "string"
    ? { outcome: "sent", response, providerId }
    : { outcome: "sent", response };
}

export interface Bounce {
  /** Whether the address is dead for good. */
  permanent: boolean;
  /** Such as 5.1.1, or 550. */
  code: string | null;
}
