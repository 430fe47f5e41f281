import { locale } from "../i18n/i18n.ts";

const exact = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });

export function exactTime(at: string): string {
  return exact.format(new Date(at));
}

const units = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
] as const;

/** The time between two instants, in its two largest units: "3 d 4 h", "12 min 5 s", "0.4 s". */
export function formatDuration(from: string, to: string): string {
  const seconds = Math.max(0, (Date.parse(to) - Date.parse(from)) / 1_000);
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  const whole = Math.round(seconds);
  for (const [place, [unit, size]] of units.entries()) {
    if (whole < size) continue;
    const [next, part] = units[place + 1] ?? (["s", 1] as const);
    const rest = Math.floor((whole % size) / part);
    return `${Math.floor(whole / size)} ${unit}${rest > 0 ? ` ${rest} ${next}` : ""}`;
  }
  return `${whole} s`;
}

const near = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const far = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
const halfYear = 183 * 86_400_000;

/** When something ends, in the reader's time zone: "3 Dec, 14:00"; without the time where it is far off. */
export function formatUntil(until: string): string {
  const at = new Date(until);
  return (Math.abs(at.getTime() - Date.now()) < halfYear ? near : far).format(at);
}
