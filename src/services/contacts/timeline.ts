import type {
  TimelineEntry,
  TimelineKind,
  TimelineQuery,
} from "../../contract/api/contact-timeline.ts";
import { timelineKinds } from "../../contract/api/contact-timeline.ts";
import type { Page } from "../../contract/api/page.ts";
import { encodeCursor } from "../../contract/api/page.ts";
import { contactById } from "../../db/contacts/contacts.ts";
import { decisionsOf } from "../../db/events/event-history.ts";
import type { ServiceContext } from "../context.ts";
import { noContact } from "./contacts.ts";
import { presentTimeline } from "./present-timeline.ts";
import type { Found } from "./timeline-sources.ts";
import { sources } from "./timeline-sources.ts";
import { isAfter, placeIn, placeParts } from "./timeline-place.ts";

/**
 * All that is known of what happened to a contact and what was done for them, newest first. Each kind is
 * read along its own index, a page's length of it, and merged by time: however much there is of one kind,
 * a page costs the same.
 * @throws AppError `not_found`
 */
export async function contactTimeline(
  context: ServiceContext,
  contactId: string,
  { limit, after, kind }: TimelineQuery,
): Promise<Page<TimelineEntry>> {
  if ((await contactById(context.sql, contactId)) === null) throw noContact();
  const below = after === undefined ? null : placeIn(after);
  const wanted = new Set<TimelineKind>(kind ?? timelineKinds);
  const found = await Promise.all(
    sources.map((source) => source(context.sql, contactId, below, limit + 1, wanted)),
  );
  const { entries, end } = merged(found, limit);
  const ids = entries.flatMap((one) => (one.source === "event" ? [one.row.id] : []));
  const decisions = await decisionsOf(context.sql, ids);
  return {
    items: entries.map((one) => presentTimeline(one, decisions)),
    next: end === null ? null : encodeCursor(placeParts(end)),
  };
}

/** The newest of all sources, as far as each of them has been looked through. */
function merged(found: readonly Found[], limit: number) {
  const ends = found.flatMap(({ lookedTo }) => (lookedTo === null ? [] : [lookedTo]));
  // Below the highest of them a source may have more, which would be left out.
  const floor = ends.reduce<(typeof ends)[number] | null>(
    (high, one) => (high === null || isAfter(high, one) ? one : high),
    null,
  );
  const entries = found
    .flatMap(({ rows }) => rows)
    .filter(({ place }) => floor === null || !isAfter(place, floor))
    .toSorted((a, b) => (isAfter(a.place, b.place) ? 1 : -1));
  const page = entries.slice(0, limit);
  if (entries.length > limit) return { entries: page, end: page.at(-1)?.place ?? null };
  return { entries: page, end: floor };
}
