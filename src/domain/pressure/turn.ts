import type { Cap, FullCap, TakenPlace } from "./cap.ts";
import { fullCap } from "./cap.ts";

/** A message that wants a place, and how it stands among others of its contact. */
export interface Candidate {
  messageId: string;
  channel: string;
  /** The higher goes first. */
  priority: number;
  /** Since when it waits: among equals the oldest goes first. */
  since: Date;
}

/** A message that waits already. */
export interface Waiter extends Candidate {
  workflowName: string;
  /** Quiet hours or days keep it back until then, so that it takes no place before. */
  quietUntil: Date | null;
  /** It is given up then. */
  latest: Date;
}

/** Whether a message may go now. */
export type Turn =
  | { turn: "now" }
  | ({ turn: "full" } & FullCap)
  /** There is room, and others come first that have not taken it yet. */
  | { turn: "behind"; waiter: Waiter };

/**
 * Whether a message has a place: all caps have room, also when whoever is before it and may go now
 * takes theirs first.
 */
export function turnOf(
  wish: Candidate,
  waiters: readonly Waiter[],
  known: { caps: readonly Cap[]; taken: readonly TakenPlace[]; now: Date; timeZone: string },
): Turn {
  const { caps, now, timeZone } = known;
  const full = fullCap(caps, wish.channel, known.taken, now, timeZone);
  if (full !== null) return { turn: "full", ...full };
  const taken = [...known.taken];
  const before = waiters
    .filter((one) => one.messageId !== wish.messageId && compareCandidates(one, wish) < 0)
    .filter(({ quietUntil, latest }) => latest >= now && (quietUntil === null || quietUntil <= now))
    .toSorted(compareCandidates);
  let last: Waiter | undefined;
  for (const waiter of before) {
    if (fullCap(caps, waiter.channel, taken, now, timeZone) !== null) continue;
    const { messageId, channel, workflowName } = waiter;
    taken.push({ messageId, channel, at: now, workflowId: "", workflowName });
    last = waiter;
  }
  const isLeft = fullCap(caps, wish.channel, taken, now, timeZone) === null;
  return isLeft || last === undefined ? { turn: "now" } : { turn: "behind", waiter: last };
}

/** Who goes first: the higher priority, then the one that waits longer; ids, so that no two are alike. */
export function compareCandidates(a: Candidate, b: Candidate): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  const waits = a.since.getTime() - b.since.getTime();
  if (waits !== 0) return waits;
  return a.messageId < b.messageId ? -1 : 1;
}
