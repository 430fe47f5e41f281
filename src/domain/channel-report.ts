/** What a provider says, after it has taken a message, of the message, its address or the one behind it. */
export interface ChannelReport {
  /** The same when the provider tells it again: its id, or what makes it one of a kind. */
  reportId: string;
  kind: ChannelReportKind;
  at: Date;
  /** The message's own id, where the provider carried it along. */
  messageId: string | null;
  /** What the provider called the message when it took it. */
  providerId: string | null;
  /** Whom it is about, where no message is named: in the channel's form. */
  address: string | null;
  /** Of a bounce: whether the address is dead for good, or may take mail later. */
  permanent?: boolean;
  /** The provider's own code, such as 550, 5.1.1 or 30006. */
  code: string | null;
  /** The provider's own words; of a reply, what was written. */
  words: string | null;
  /** Of a click: where it led. */
  url?: string;
}

export type ChannelReportKind =
  | "delivered"
  | "failed"
  | "bounced"
  | "complained"
  | "opened"
  | "clicked"
  | "unsubscribed"
  | "subscribed"
  | "replied";
