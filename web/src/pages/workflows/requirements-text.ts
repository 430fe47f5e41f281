import type { Example } from "../../api/campaigns.ts";

const kinds = [
  ["eventTypes", "event type", "event types"],
  ["segments", "segment", "segments"],
  ["topics", "topic", "topics"],
  ["promoPools", "promo pool", "promo pools"],
  ["secrets", "secret, which you set", "secrets, which you set"],
] as const;

/** What an example names, in a line: "Needs the event type cartLeft; the segment VIP." */
export function requirementsText(needs: Example["needs"]): string {
  const parts = kinds.flatMap(([kind, one, many]) => {
    const names = needs[kind];
    if (names.length === 0) return [];
    return [`${names.length === 1 ? one : many} ${names.join(", ")}`];
  });
  return parts.length === 0 ? "" : `Needs ${parts.join("; ")}.`;
}
