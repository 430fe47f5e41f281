/** One e-mail, complete. */
export interface OutgoingEmail {
  /** Becomes the Message-ID header's left part: the same at every attempt. */
  id: string;
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Further headers, such as List-Unsubscribe. */
  headers?: Record<string, string>;
}

/** What became of a send. */
export type SendOutcome =
  | { outcome: "sent"; response: string }
  /** The server said no for good. */
  | { outcome: "refused"; message: string }
  /** It was certainly not taken: try again. */
  | { outcome: "deferred"; message: string }
  /** The content was on its way when the line broke: it may have been taken. */
  | { outcome: "unknown"; message: string };

export interface EmailChannel {
  send(email: OutgoingEmail): Promise<SendOutcome>;
  close(): Promise<void>;
}
