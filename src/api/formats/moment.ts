import { instantOf, readDate } from "../../domain/date-value.ts";
import { countable } from "../../domain/plain-number.ts";

/** Outside of these years it is a mistake, and Postgres would refuse some of it. */
const [earliest, latest] = [Date.UTC(1970, 0, 1), Date.UTC(2200, 0, 1)];

/** A time as a text says it, one without an offset in UTC; undefined when it is none. */
export function momentOf(value: unknown): Date | undefined {
  const date = typeof value === "string" && /^\d{4}-/.test(value) ? readDate(value, "UTC") : null;
  return date === null ? undefined : within(instantOf(date, "UTC").epochMilliseconds);
}

/** A time in seconds since 1970, also as text. */
export function momentOfSeconds(value: unknown): Date | undefined {
  const seconds = countable(value);
  return seconds === null ? undefined : within(seconds * 1_000);
}

/**
 * What our clock said when a client's said `at`: the client's clock is off by what lies between its
 * time of sending and ours of receiving.
 */
export function byOurClock(at: Date | undefined, sentAt: Date | undefined, receivedAt: Date) {
  if (at === undefined || sentAt === undefined) return at;
  return within(at.getTime() + receivedAt.getTime() - sentAt.getTime());
}

function within(ms: number): Date | undefined {
  return ms >= earliest && ms < latest ? new Date(ms) : undefined;
}
