import type { TimelineKind } from "../../contract/api/contact-timeline.ts";
import type {
  TimelineConsentRow,
  TimelineEventRow,
  TimelineMessageRow,
  TimelineResetRow,
  TimelineRunRow,
} from "../../db/contacts/timeline.ts";
import {
  lastEventLookedAt,
  timelineConsent,
  timelineEvents,
  timelineMessages,
  timelineResets,
  timelineRuns,
} from "../../db/contacts/timeline.ts";
import type { Sql } from "../../db/core/database.ts";
import type { Place } from "./timeline-place.ts";
import { belowIdOf, belowOf, placeAt, placeOfId } from "./timeline-place.ts";

export type Row = { place: Place } & (
  | { source: "event"; row: TimelineEventRow }
  | { source: "run"; row: TimelineRunRow }
  | { source: "message"; row: TimelineMessageRow }
  | { source: "consent"; row: TimelineConsentRow }
  | { source: "reset"; row: TimelineResetRow }
);

export interface Found {
  rows: Row[];
  /** How far it has looked; null: there is nothing more. */
  lookedTo: Place | null;
}

type Look = (
  sql: Sql,
  contactId: string,
  below: Place | null,
  limit: number,
  wanted: ReadonlySet<TimelineKind>,
) => Promise<Found>;

const nothing: Found = { rows: [], lookedTo: null };
const noId = "00000000-0000-0000-0000-000000000000";

function foundIn(rows: Row[], limit: number): Found {
  return { rows, lookedTo: rows.length < limit ? null : (rows.at(-1)?.place ?? null) };
}

const events: Look = async (sql, contactId, place, limit, wanted) => {
  const [told, reacted] = [wanted.has("event"), wanted.has("reaction")];
  if (!told && !reacted) return nothing;
  const below = belowIdOf("event", place);
  const reacts = told && reacted ? null : reacted;
  const rows = await timelineEvents(sql, contactId, below, limit, reacts);
  const found = foundIn(
    rows.map((row) => ({ source: "event", row, place: placeOfId("event", row.id) })),
    limit,
  );
  if (reacts === null || rows.length === limit) return found;
  const last = await lastEventLookedAt(sql, contactId, below);
  return { ...found, lookedTo: last === null ? null : placeOfId("event", last) };
};

const runs: Look = async (sql, contactId, place, limit, wanted) => {
  if (!wanted.has("run")) return nothing;
  const rows = await timelineRuns(sql, contactId, belowIdOf("run", place), limit);
  return foundIn(
    rows.map((row) => ({ source: "run", row, place: placeOfId("run", row.id) })),
    limit,
  );
};

const messages: Look = async (sql, contactId, place, limit, wanted) => {
  if (!wanted.has("message")) return nothing;
  const rows = await timelineMessages(sql, contactId, belowOf("message", place, noId), limit);
  return foundIn(
    rows.map((row) => ({
      source: "message",
      row,
      place: placeAt("message", row.atExact, row.id),
    })),
    limit,
  );
};

const consent: Look = async (sql, contactId, place, limit, wanted) => {
  if (!wanted.has("consent")) return nothing;
  const { at, id } = belowOf("consent", place, "0");
  const rows = await timelineConsent(sql, contactId, { at, id: Number(id) }, limit);
  return foundIn(
    rows.map((row) => ({
      source: "consent",
      row,
      place: placeAt("consent", row.atExact, String(row.id)),
    })),
    limit,
  );
};

const resets: Look = async (sql, contactId, place, limit, wanted) => {
  if (!wanted.has("reset")) return nothing;
  const rows = await timelineResets(sql, contactId, belowIdOf("reset", place), limit);
  return foundIn(
    rows.map((row) => ({ source: "reset", row, place: placeOfId("reset", row.id) })),
    limit,
  );
};

export const sources: readonly Look[] = [events, runs, messages, consent, resets];
