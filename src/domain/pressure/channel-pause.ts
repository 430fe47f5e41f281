import type { PressureRules } from "./settings.ts";

/** Whether transactional messages wait as well while a channel is paused. */
export const pauseTransactional = ["wait", "send"] as const;

/** A channel that somebody has paused: what its messages wait for. */
export interface ChannelPause {
  channel: string;
  reason: string;
  transactional: (typeof pauseTransactional)[number];
  /** Null: until somebody resumes it. */
  until: Date | null;
}

/** The pause that holds a message of a channel back; undefined: none does. */
export function pauseFor(
  pauses: readonly ChannelPause[],
  { channel, transactional }: { channel: string; transactional: boolean },
): ChannelPause | undefined {
  const pause = pauses.find((one) => one.channel === channel);
  return transactional && pause?.transactional === "send" ? undefined : pause;
}

/** When a message that waits is given up: later by as long as its channel was paused, as a rule. */
export function latestBehindPause(
  { latest, pausedSince }: { latest: Date; pausedSince: Date | null },
  { latestIsOwn }: Pick<PressureRules, "latestIsOwn">,
  now: Date,
): Date {
  if (pausedSince === null || latestIsOwn) return latest;
  return new Date(latest.getTime() + Math.max(0, now.getTime() - pausedSince.getTime()));
}
