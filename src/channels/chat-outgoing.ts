/** A message in a chat, as all its providers are given it. */
export interface OutgoingChat {
  /** The same at every attempt. */
  id: string;
  /** Whom it goes to, in the chat's own form. */
  to: string;
  text: string;
  /** Absent: none. */
  image?: string;
  button?: { text: string; url: string };
  /** What may be answered by a touch. */
  replies: readonly string[];
  /** Is told by what the chat knows somebody who was named in another way. */
  learn?(address: string): Promise<void>;
  /** In place of a text: one that the chat has approved. */
  template?: ApprovedTemplate;
}

export interface ApprovedTemplate {
  name: string;
  language: string;
  /** What its places hold, in their order. */
  parameters: readonly string[];
}
