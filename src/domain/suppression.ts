import { sayMessage } from "./sentences/message-sentences.ts";

/** Why nothing is sent to an address. */
export const suppressionReasons = [
  "hard_bounce",
  "soft_bounces",
  "complaint",
  "invalid",
  "stopped",
  "provider",
  "manual",
] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** What a suppression keeps away: everything, or all but transactional messages. */
export const suppressionScopes = ["all", "marketing"] as const;
export type SuppressionScope = (typeof suppressionScopes)[number];

/**
 * What a reason keeps away where nobody says otherwise. Who complains wants no more offers, and may
 * still be owed a receipt; an address that is dead, or has said STOP, gets nothing at all.
 */
export function usualScope(reason: SuppressionReason): SuppressionScope {
  return reason === "complaint" ? "marketing" : "all";
}

/** A suppression as far as it bears on whether a message may go. */
export interface Suppressed {
  reason: SuppressionReason;
  scope: SuppressionScope;
  code: string | null;
  /** ISO 8601 instant. */
  at: string;
}

/** Why a message does not go, without anything that names the person. */
export function suppressionReason({ reason, code, at }: Suppressed): string {
  const said = { why: sayMessage(reason), on: at.slice(0, 10) };
  return code === null
    ? sayMessage("suppressed", said)
    : sayMessage("suppressedWithCode", { ...said, code });
}
