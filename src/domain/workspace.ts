import type { PressureSettings } from "./pressure/settings.ts";
import { defaultPressure } from "./pressure/settings.ts";
import type { TouchRule } from "./attribution.ts";
import type { OwnWords } from "./page-words/page-words.ts";

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
  /** So many messages that bounced for now, in so many days, suppress their address; 0: never. */
  softBounces: { messages: number; days: number };
  /** For how long a subscription may be confirmed. */
  confirmationDays: number;
  /** How long a cart is left alone until it counts as abandoned. */
  cartAbandonedMinutes: number;
  /** How public pages look. */
  brand: Brand;
}

/** The owner's name, colour, picture and words on pages that contacts see. */
export interface Brand {
  /** Null: pages name nobody. */
  name: string | null;
  /** As `#0f766e`; null: our own. */
  color: string | null;
  logoUrl: string | null;
  /** Words by language, in place of the built-in ones. */
  texts: OwnWords;
}

/**
 * A mailbox that is full over a holiday turns away a few mails and takes the next one, which begins the
 * count again; one that has turned away five in a month, and taken none, is one that nobody empties.
 */
const defaultSoftBounces = { messages: 5, days: 30 };

const defaultWorkspace: Workspace = {
  timeZone: "UTC",
  language: null,
  ignoredIds: [],
  pressure: defaultPressure,
  holdoutPercent: 0,
  holdoutSince: null,
  attribution: { which: "last", by: "clicked" },
  softBounces: defaultSoftBounces,
  confirmationDays: 7,
  cartAbandonedMinutes: 60,
  brand: { name: null, color: null, logoUrl: null, texts: {} },
};

/** @param chosen what the account has said; null or undefined: nothing yet */
export function workspaceOf(chosen: Partial<Workspace> | null | undefined): Workspace {
  return { ...defaultWorkspace, ...chosen };
}
