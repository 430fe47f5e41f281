import type { TimeWindow } from "../time-window.ts";
import type { Cap } from "./cap.ts";
import { isCapFor } from "./cap.ts";

/** Hours of the contact's day in which some channels are silent. */
export interface QuietHours {
  channels: "all" | readonly string[];
  windows: readonly TimeWindow[];
}

export interface LatestTime {
  amount: number;
  unit: "minutes" | "hours" | "days" | "weeks" | "months";
}

/** What holds messages back in the whole workspace, as far as a block says nothing else. */
export interface PressureSettings {
  caps: readonly Cap[];
  /** Whether transactional messages, which no cap keeps back, take places from others. */
  transactional: "ignored" | "counted";
  overCap: "wait" | "skip";
  quietHours: readonly QuietHours[];
  /** Names of calendars on whose days no message goes out. */
  holidays: readonly string[];
  inQuietHours: "wait" | "skip";
  /** How long a message waits at most. */
  latest: LatestTime;
}

/** Of a workflow that says nothing else, of 1 to 10. */
export const usualPriority = 5;

export const defaultPressure: PressureSettings = {
  caps: [],
  transactional: "ignored",
  overCap: "wait",
  quietHours: [],
  holidays: [],
  inQuietHours: "wait",
  latest: { amount: 7, unit: "days" },
};

/** What a block says of it: absent is as the workspace has it. */
export interface HoldBack {
  overCap?: "wait" | "skip" | undefined;
  quiet?: "off" | "own" | undefined;
  quietHours?: readonly TimeWindow[] | undefined;
  holidays?: readonly string[] | undefined;
  inQuietHours?: "wait" | "skip" | undefined;
  latest?: LatestTime | undefined;
  /** Where the run goes when its message is not sent. */
  notSent?: "next" | "branch" | undefined;
}

/** What holds for one message. */
export interface PressureRules {
  /** Those that keep it back. */
  caps: readonly Cap[];
  /** Whether it takes a place. */
  counts: boolean;
  overCap: "wait" | "skip";
  quietHours: readonly TimeWindow[];
  holidays: readonly string[];
  inQuietHours: "wait" | "skip";
  latest: LatestTime;
  /** Whether the block says itself how long it waits at most: then a paused channel counts as well. */
  latestIsOwn: boolean;
}

export function rulesFor(
  settings: PressureSettings,
  message: { channel: string; transactional: boolean; holdBack?: HoldBack | undefined },
): PressureRules {
  const { channel, transactional, holdBack = {} } = message;
  const isCapped = settings.caps.some((cap) => isCapFor(cap, channel));
  return {
    // All of them: what waits for another channel may want the same places.
    caps: isCapped && !transactional ? settings.caps : [],
    counts: isCapped && (!transactional || settings.transactional === "counted"),
    overCap: holdBack.overCap ?? settings.overCap,
    ...quietRules(settings, message),
    inQuietHours: holdBack.inQuietHours ?? settings.inQuietHours,
    latest: holdBack.latest ?? settings.latest,
    latestIsOwn: holdBack.latest !== undefined,
  };
}

/** They wake nobody: what is to be quiet altogether means others, unless it names them. */
const silentChannels: ReadonlySet<string> = new Set(["inApp"]);

/** A transactional message is kept back by what its own block says only. */
function quietRules(
  settings: PressureSettings,
  { channel, transactional, holdBack = {} }: Parameters<typeof rulesFor>[1],
): Pick<PressureRules, "quietHours" | "holidays"> {
  if (holdBack.quiet === "off") return { quietHours: [], holidays: [] };
  if (holdBack.quiet === "own") {
    return { quietHours: holdBack.quietHours ?? [], holidays: holdBack.holidays ?? [] };
  }
  if (transactional) return { quietHours: [], holidays: [] };
  const isSilent = silentChannels.has(channel);
  const hours = settings.quietHours.filter(({ channels }) =>
    channels === "all" ? !isSilent : channels.includes(channel),
  );
  return {
    quietHours: hours.flatMap(({ windows }) => windows),
    holidays: isSilent ? [] : settings.holidays,
  };
}

/** Whether nothing can keep a message back, and it takes no place: then nothing is asked. */
export function isUnrestricted({ counts, quietHours, holidays }: PressureRules): boolean {
  return !counts && quietHours.length === 0 && holidays.length === 0;
}
