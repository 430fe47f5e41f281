/**
 * An id's time is that of the application that made it, `received_at` and `created_at` are the
 * database's: an id is made before its transaction begins, and by another machine's clock.
 */
const slackMs = 120_000;

/** Ids that belong to rows from a time on, and some of before: lets whole months be skipped. */
export function firstIdFrom(from: Date): string {
  return lowestIdAt(from.getTime() - slackMs);
}

/** No id of a row from before a time lies above this one. */
export function lastIdBefore(to: Date): string {
  return lowestIdAt(to.getTime() + slackMs);
}

/** The lowest UUIDv7 of a millisecond. */
export function lowestIdAt(milliseconds: number): string {
  const hex = Math.min(Math.max(0, milliseconds), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** When a UUIDv7 was made, in milliseconds of Unix time. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
