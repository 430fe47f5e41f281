import type { IdentityKind } from "./identity.ts";

/** Kinds of identities by which chats reach somebody. */
export const chatIdentities = ["telegram", "viber", "slack"] as const satisfies IdentityKind[];
export type ChatIdentity = (typeof chatIdentities)[number];

/** Where a channel's messages go. Plain data: threads that render are given it. */
export interface AddressNeed {
  /** The kind of identity that it writes to; null: whatever a block names as its recipient. */
  identity: "email" | "phone" | ChatIdentity | null;
  /** Another kind that does for a contact without the first. */
  otherwise?: "email";
  /**
   * Its messages go to the contact itself, by its id, whatever its identities are: to all of its
   * devices that the channel reaches, or to where it reads them.
   */
  reaches?: "devices" | "contact";
  /** Why there is no message for a contact without one. */
  absent: string;
  /** Why there is none when the recipient that a block names is not one. */
  invalid: string;
}
