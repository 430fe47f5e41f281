import type { IngestResult, KeptEvent } from "../domain/event.ts";
import type { Decided } from "./decided.ts";
import type { KnownEvent } from "./known-event.ts";
import type { Sql } from "../db/core/database.ts";
import { recordedAnswers } from "../db/events/recorded-answers.ts";
import type { Placed, Repeated } from "./deduplicate.ts";

/**
 * The answers to a batch, in its order: to new events what was decided, to repetitions the first
 * answer again, from this batch or from what the first left in Postgres.
 */
export async function answersOf(
  sql: Sql,
  decided: ReadonlyMap<number, KeptEvent>,
  repeated: readonly Repeated[],
): Promise<IngestResult[]> {
  const known = new Map([...decided.values()].map((answer) => [answer.eventId, answer]));
  const elsewhere = repeated.filter(({ same, eventId }) => same && !known.has(eventId));
  const recorded = await recordedAnswers(
    sql,
    elsewhere.map(({ eventId }) => eventId),
  );
  const results: IngestResult[] = [];
  for (const [place, answer] of decided) results[place] = { outcome: "accepted", ...answer };
  for (const { place, eventId, same } of repeated) {
    const first = known.get(eventId) ?? recorded.get(eventId);
    results[place] =
      same && first !== undefined
        ? { outcome: "duplicate", ...first }
        : { outcome: "message_id_reused", eventId };
  }
  return results;
}

/** What was decided of new events, by their places in the batch. */
export function answersByPlace(
  fresh: readonly Placed[],
  known: readonly KnownEvent[],
  { decisions }: Decided,
  receivedAt: Date,
): Map<number, KeptEvent> {
  const answers = new Map<string, KeptEvent>(
    known.map(({ id, contactId, conflict, ignored }) => [
      id,
      { eventId: id, receivedAt, contactId, conflict, ignored, decisions: [] },
    ]),
  );
  for (const { eventId, ...decision } of decisions) answers.get(eventId)?.decisions.push(decision);
  return new Map(
    fresh.flatMap(({ place, prepared }) => {
      const answer = answers.get(prepared.id);
      return answer === undefined ? [] : [[place, answer]];
    }),
  );
}
