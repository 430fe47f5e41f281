/** Where a channel's messages go. Plain data: threads that render are given it. */
export interface AddressNeed {
  /** The kind of identity that it writes to; null: whatever a block names as its recipient. */
  identity: "email" | "phone" | null;
  /** Why there is no message for a contact without one. */
  absent: string;
  /** Why there is none when the recipient that a block names is not one. */
  invalid: string;
}
