/**
 * SQL that makes the loaded rows out of their numbers, so that one table's rows can name another's
 * without a join: the nth contact, event or run is the same wherever it is named.
 */

/** When the nth of `count` things happened, evenly over the months before now: milliseconds since 1970. */
function millisecondsOf(n: string, count: number, since: Date, until: Date): string {
  const span = until.getTime() - since.getTime();
  return `(${since.getTime()} + (${n})::bigint * ${span} / ${count})::bigint`;
}

function idAt(milliseconds: string, salt: string): string {
  return `(lpad(to_hex(${milliseconds}), 12, '0') || '7' || substr(md5(${salt}), 1, 3)
           || 'a' || substr(md5(${salt}), 4, 15))::uuid`;
}

export interface Loaded {
  events: number;
  contacts: number;
  runs: number;
  since: Date;
  until: Date;
}

/** The expressions, by a number's own expression. Numbers begin at 1. */
export function idsOf({ events, contacts, runs, since, until }: Loaded) {
  const eventMs = (n: string): string => millisecondsOf(n, events, since, until);
  // Contacts were there before the first event.
  const contactMs = (n: string): string => `(${since.getTime()} - ${contacts} + (${n}))::bigint`;
  // One run for so many events.
  const eventOfRun = (n: string): string => `((${n})::bigint * ${events} / ${runs})`;
  return {
    eventMs,
    contactMs,
    eventOfRun,
    event: (n: string) => idAt(eventMs(n), `'e' || (${n})`),
    contact: (n: string) => idAt(contactMs(n), `'c' || (${n})`),
    run: (n: string) => idAt(eventMs(eventOfRun(n)), `'r' || (${n})`),
    message: (n: string) => idAt(eventMs(eventOfRun(n)), `'m' || (${n})`),
    /** One event in a hundred is the first contact's. */
    contactOfEvent: (n: string) =>
      `(case when (${n}) % 100 = 0 then 1 else 1 + ((${n})::bigint * 7919) % ${contacts} end)`,
    /** One event in ten has the same key. */
    keyOfEvent: (n: string) =>
      `(case when (${n}) % 10 = 3 then 'same' else 'order-' || (${n}) end)`,
  };
}

export type LoadedIds = ReturnType<typeof idsOf>;
