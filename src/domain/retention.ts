/** What is kept for a time that the workspace chooses. */
export const retentionKinds = [
  "events",
  "runs",
  "journals",
  "messages",
  "messageContents",
] as const;
export type RetentionKind = (typeof retentionKinds)[number];

/** For how many days each kind is kept; null: for good, or as long as what it is part of. */
export type Retention = Record<RetentionKind, number | null>;

/** A year, and a month to spare: no cap and no usual report looks back further. */
export const usualRetention: Retention = {
  events: 400,
  runs: 400,
  journals: null,
  messages: 400,
  messageContents: 180,
};

/**
 * The fewest days. Events answer to message ids that come again, which is promised for 30 days. A link
 * to unsubscribe has to work for 60 days after a message (Canada's law; that of the US says 30), Home
 * compares two months, and a start's cohort is counted when its week is over.
 */
export const leastRetention: Record<RetentionKind, number> = {
  events: 40,
  runs: 60,
  journals: 1,
  messages: 60,
  messageContents: 1,
};

export const mostRetention = 36_500;

export function retentionOf(kept: Partial<Retention> | undefined): Retention {
  return { ...usualRetention, ...kept };
}

/** @returns whether one time is longer than another; null is for ever */
export function isLonger(days: number | null, than: number | null): boolean {
  if (than === null) return false;
  return days === null || days > than;
}

/** How long something is kept in fact: a part of it no longer than the whole. */
export function keptDays(retention: Retention, kind: RetentionKind): number | null {
  if (kind === "journals") return shorter(retention.journals, retention.runs);
  if (kind === "messageContents") return shorter(retention.messageContents, retention.messages);
  return retention[kind];
}

function shorter(one: number | null, other: number | null): number | null {
  return isLonger(one, other) ? other : one;
}
