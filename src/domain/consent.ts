/** How a change of consent came about. */
export const consentSources = [
  "api",
  "form",
  "link",
  "page",
  "confirmation",
  "block",
  "import",
  "report",
] as const;
export type ConsentSource = (typeof consentSources)[number];

/** What a contact says of a topic, or of all marketing, by one channel or all. */
export interface ConsentWord {
  /** Null: of all marketing. */
  topic: string | null;
  /** Null: by every channel. */
  channel: string | null;
  /** Null: nothing any more; of all marketing that is the same as `subscribed`. */
  state: "subscribed" | "unsubscribed" | null;
}
