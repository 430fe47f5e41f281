import { z } from "zod";
import { badCursor, decodeCursor } from "../../contract/api/page.ts";
import type { Below } from "../../db/contacts/timeline.ts";
import { lowestIdAt } from "../../db/core/id-times.ts";

/** Of what happened in one millisecond, what follows from something else stands above it. */
const ranks = { event: 0, run: 1, message: 2, consent: 3, reset: 4 } as const;
export type Source = keyof typeof ranks;

/** Where an entry stands: by the millisecond, then by its source, then by that source's own order. */
export interface Place {
  ms: number;
  source: Source;
  /** The source's own order: a time to the microsecond where its ids don't hold one, and the id. */
  at: string;
  id: string;
}

/** Of a source whose ids hold their time. */
export function placeOfId(source: Source, id: string): Place {
  const ms = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
  return { ms, source, at: new Date(ms).toISOString(), id };
}

/** @param at to the microsecond */
export function placeAt(source: Source, at: string, id: string): Place {
  return { ms: Date.parse(at), source, at, id };
}

/** Whether one stands behind another in the list, which begins with the newest. */
export function isAfter(one: Place, other: Place): boolean {
  if (one.ms !== other.ms) return one.ms < other.ms;
  if (one.source !== other.source) return ranks[one.source] < ranks[other.source];
  if (one.at !== other.at) return one.at < other.at;
  if (one.id.length !== other.id.length) return one.id.length < other.id.length;
  return one.id < other.id;
}

const end = 2 ** 47;

/** What of a source lies behind a place. */
export function belowOf(source: Source, place: Place | null, lowest: string): Below {
  if (place === null) return below(end, lowest);
  if (place.source === source) return { at: place.at, id: place.id };
  return below(ranks[source] < ranks[place.source] ? place.ms + 1 : place.ms, lowest);
}

/** The same as one id, of a source whose ids hold their time. */
export function belowIdOf(source: Source, place: Place | null): string {
  if (place === null) return lowestIdAt(end);
  if (place.source === source) return place.id;
  return lowestIdAt(ranks[source] < ranks[place.source] ? place.ms + 1 : place.ms);
}

function below(ms: number, id: string): Below {
  const latest = Date.UTC(9999, 11, 31);
  return { at: new Date(Math.min(ms, latest)).toISOString(), id };
}

const cursor = z.tuple([
  z.enum(["event", "run", "message", "consent", "reset"]),
  z.iso.datetime(),
  z.string().max(40),
]);

export function placeParts({ source, at, id }: Place): string[] {
  return [source, at, id];
}

/** @throws AppError `invalid` for anything that is no cursor of a time line */
export function placeIn(after: string): Place {
  const parsed = cursor.safeParse(decodeCursor(after));
  if (!parsed.success) throw badCursor();
  const [source, at, id] = parsed.data;
  const isId = source === "consent" ? /^\d{1,15}$/.test(id) : z.guid().safeParse(id).success;
  if (!isId) throw badCursor();
  const ms = Date.parse(at);
  if (!(ms >= 0)) throw badCursor();
  return { ms, source, at, id };
}
