import type { ChannelReport } from "../domain/channel-report.ts";

type Known = Pick<ChannelReport, "reportId" | "kind" | "at">;

/** A report of which only some is said. */
export function reportOf(known: Known & Partial<Omit<ChannelReport, keyof Known>>): ChannelReport {
  return { messageId: null, providerId: null, address: null, code: null, words: null, ...known };
}

/** What a request's body says, where it is a JSON object. */
export function objectIn(body: Buffer | string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(body.toString());
    return isObject(read) ? read : null;
  } catch {
    return null;
  }
}

/** Goes down into what may be anything. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let here = value;
  for (const name of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = (here as Record<string | number, unknown>)[name];
  }
  return here;
}

export function textAt(value: unknown, ...path: (string | number)[]): string | null {
  const found = at(value, ...path);
  if (typeof found === "number") return String(found);
  return typeof found === "string" && found !== "" ? found : null;
}

export function listAt(value: unknown, ...path: (string | number)[]): unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as unknown[]) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An instant of so many seconds or milliseconds; of anything else, the time of receipt. */
export function instantOf(value: unknown, perSecond: 1 | 1_000, received: Date): Date {
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0) return received;
  const instant = new Date((number * 1_000) / perSecond);
  return Number.isNaN(instant.getTime()) ? received : instant;
}
