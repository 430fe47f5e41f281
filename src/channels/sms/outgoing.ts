/** One SMS, as its providers are given it. */
export interface OutgoingSms {
  /** The same at every attempt. */
  id: string;
  /** In E.164, with its plus sign. */
  to: string;
  /** A name or number; empty: whatever the set-up names. */
  from: string;
  text: string;
}
