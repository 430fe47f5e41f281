import type { PressureSettings } from "./pressure/settings.ts";
import { defaultPressure } from "./pressure/settings.ts";

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
}

const defaultWorkspace: Workspace = {
  timeZone: "UTC",
  language: null,
  ignoredIds: [],
  pressure: defaultPressure,
};

/** @param chosen what the account has said; null or undefined: nothing yet */
export function workspaceOf(chosen: Partial<Workspace> | null | undefined): Workspace {
  return { ...defaultWorkspace, ...chosen };
}
