import type { PressureSettings } from "./pressure/settings.ts";
import { defaultPressure } from "./pressure/settings.ts";
import type { TouchRule } from "./attribution.ts";

/** What holds for the whole account where nothing nearer says otherwise. */
export interface Workspace {
  /** An IANA time zone: of contacts without one, and of dates that name nobody. */
  timeZone: string;
  /** A language tag, of contacts without one; null: messages take their own default. */
  language: string | null;
  /** Ids that name nobody, beside those that never do (`whyNameless`). */
  ignoredIds: string[];
  /** What holds messages back: caps, quiet hours, holidays. */
  pressure: PressureSettings;
  /** Of a hundred contacts, how many marketing workflows start nothing for, with one decimal. */
  holdoutPercent: number;
  /** Since when contacts are drawn as they are, in ISO 8601; null: nobody was ever held out. */
  holdoutSince: string | null;
  /** Which message an event that reaches a goal is put down to. */
  attribution: TouchRule;
}

const defaultWorkspace: Workspace = {
  timeZone: "UTC",
  language: null,
  ignoredIds: [],
  pressure: defaultPressure,
  holdoutPercent: 0,
  holdoutSince: null,
  attribution: { which: "last", by: "clicked" },
};

/** @param chosen what the account has said; null or undefined: nothing yet */
export function workspaceOf(chosen: Partial<Workspace> | null | undefined): Workspace {
  return { ...defaultWorkspace, ...chosen };
}
