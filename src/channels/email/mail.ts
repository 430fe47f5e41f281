import type { SendOutcome } from "../adapter.ts";

/** One e-mail, complete: what providers of e-mail are given. */
export interface OutgoingEmail {
  /** Becomes the Message-ID header's left part: the same at every attempt. */
  id: string;
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Addresses with commas between. */
  replyTo?: string | undefined;
  cc?: string | undefined;
  bcc?: string | undefined;
  /** Where bounces go; by default to its sender. Only whoever writes the envelope heeds it. */
  returnPath?: string | undefined;
  /** Further headers, such as List-Unsubscribe. */
  headers?: Record<string, string>;
}

/** Where e-mails go: a mail server, or the built-in inbox. */
export interface MailTransport {
  send(email: OutgoingEmail): Promise<SendOutcome>;
  close(): Promise<void>;
}
