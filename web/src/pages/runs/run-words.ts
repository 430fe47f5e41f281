/** What a failed run says of itself: where, and why. */
export function failureOf(error: unknown): { block: string | undefined; message: string } | null {
  if (error === null || error === undefined) return null;
  if (typeof error !== "object") return { block: undefined, message: JSON.stringify(error) };
  const { block, message } = error as { block?: unknown; message?: unknown };
  return {
    block: typeof block === "string" ? block : undefined,
    message: typeof message === "string" ? message : JSON.stringify(error),
  };
}

const units = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
] as const;

/** How long something took, by its two largest units: "3 d 4 h", "12 min 5 s", "0.4 s". */
export function durationWords(from: string, to: string): string {
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

export function versionWords(version: number): string {
  return version === 0 ? "draft" : `version ${version}`;
}

export const statusNames = {
  pending: "Pending",
  running: "Running",
  completed: "Completed",
  failed: "Failed",
  stopped: "Stopped",
} as const;

export const testNames = { false: "Real runs", true: "Test launches" } as const;

const instant = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const far = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const halfYear = 183 * 86_400_000;

/** When a wait ends, in the reader's time zone: "3 Dec, 14:00". */
export function untilWords(until: string): string {
  const at = new Date(until);
  return (Math.abs(at.getTime() - Date.now()) < halfYear ? instant : far).format(at);
}
