import { locale, t } from "../i18n/i18n.ts";
import { once } from "../i18n/once.ts";

const exact = once(
  () => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }),
);

export function exactTime(at: string): string {
  return exact().format(new Date(at));
}

const units = [
  ["days", 86_400],
  ["hours", 3_600],
  ["minutes", 60],
  ["seconds", 1],
] as const;

/** The time between two instants, in its two largest units: "3 d 4 h", "12 min 5 s", "0.4 s". */
export function formatDuration(from: string, to: string): string {
  const seconds = Math.max(0, (Date.parse(to) - Date.parse(from)) / 1_000);
  if (seconds < 10) return unitText("seconds", Math.round(seconds * 10) / 10);
  const whole = Math.round(seconds);
  for (const [place, [unit, size]] of units.entries()) {
    if (whole < size) continue;
    const large = unitText(unit, Math.floor(whole / size));
    const next = units[place + 1];
    const rest = next === undefined ? 0 : Math.floor((whole % size) / next[1]);
    return next === undefined || rest === 0 ? large : `${large} ${unitText(next[0], rest)}`;
  }
  return unitText("seconds", whole);
}

/** "12 min": short forms, the same for every number. */
function unitText(unit: (typeof units)[number][0], amount: number): string {
  return t(`ui:units.${unit}`, { amount });
}

const near = once(
  () =>
    new Intl.DateTimeFormat(locale, {
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    }),
);
const far = once(
  () => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" }),
);
const halfYear = 183 * 86_400_000;

/** When something ends, in the reader's time zone: "3 Dec, 14:00"; without the time where it is far off. */
export function formatUntil(until: string): string {
  const at = new Date(until);
  return (Math.abs(at.getTime() - Date.now()) < halfYear ? near : far)().format(at);
}
