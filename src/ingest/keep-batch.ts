import type { Decision, IngestResult } from "../contract/event.ts";
import type { Sql } from "../db/database.ts";
import { insertEvents, insertStopSignals } from "../db/event-rows.ts";
import { askGates } from "../db/launch-gates.ts";
import { lockSubjects } from "../db/subject-locks.ts";
import { resolveContacts } from "../services/contacts/resolve.ts";
import { conclude, gateRequests, judge } from "./decide.ts";
import type { KnownEvent } from "./known-event.ts";
import { readLookBack } from "./look-back.ts";
import type { PreparedEvent } from "./prepare.ts";
import { withoutRepetitions } from "./receipts.ts";
import { readAliveRuns } from "./stops.ts";
import { typesOf } from "./types.ts";

export interface KeptBatch {
  results: IngestResult[];
  /** Whether the dispatcher has something to do. */
  work: boolean;
}

/**
 * The ingest transaction: repetitions told apart, contacts found or made, every binding decided,
 * and events, decisions, runs and stop signals written, all or nothing. Rows are locked in one
 * order everywhere: receipts, identities, subjects, gates, each of them sorted.
 */
export async function keepBatch(
  sql: Sql,
  batch: readonly PreparedEvent[],
  onTransaction: (xid: string) => void,
): Promise<KeptBatch> {
  const { now, xid, types } = await typesOf(sql, [
    ...new Set(batch.map(({ event }) => event.typeKey)),
  ]);
  onTransaction(xid);
  const { fresh, answers } = await withoutRepetitions(sql, batch, now);
  if (fresh.length === 0) return { results: inOrder(batch, answers), work: false };

  const contacts = await resolveContacts(
    sql,
    fresh.map(({ prepared: { event } }) => ({
      identities: event.identities,
      ...(event.knownContactId !== undefined && { knownContactId: event.knownContactId }),
      source: event.source,
    })),
  );
  const known = fresh.map(({ prepared }, index): KnownEvent => {
    const type = types.get(prepared.event.typeKey);
    const contact = contacts[index];
    if (type === undefined || contact === undefined)
      throw new Error("a type was deleted meanwhile");
    return {
      ...prepared,
      typeId: type.id,
      contactId: contact.contactId,
      contactMade: contact.made,
      conflict: contact.conflict,
      bindings: type.bindings,
    };
  });

  const subjects = subjectsToLock(known);
  const receivedAt = subjects.length === 0 ? now : await lockSubjects(sql, subjects);
  const judged = judge(known, receivedAt, await readLookBack(sql, known, receivedAt));
  const requests = gateRequests(judged, receivedAt);
  const gates = await askGates(sql, requests, receivedAt);
  const alive = await readAliveRuns(sql, known);
  const decided = conclude(judged, gates, requests, alive, receivedAt);
  await insertEvents(sql, receivedAt, known.map(eventRow), decided.decisions, decided.runs);
  await insertStopSignals(sql, receivedAt, decided.signals);

  const decisionsOf = new Map<string, Decision[]>(known.map(({ id }) => [id, []]));
  for (const { eventId, ...decision } of decided.decisions)
    decisionsOf.get(eventId)?.push(decision);
  fresh.forEach(({ place, prepared: { id } }, index) => {
    const decisions = decisionsOf.get(id) ?? [];
    const contactId = known[index]?.contactId ?? null;
    answers.set(place, { outcome: "accepted", eventId: id, receivedAt, contactId, decisions });
  });
  return {
    results: inOrder(batch, answers),
    work: decided.runs.length > 0 || decided.signals.length > 0,
  };
}

/** Only starts of workflows that can be stopped, and stops, have to follow one another. */
function subjectsToLock(batch: readonly KnownEvent[]): string[] {
  return batch
    .filter(({ bindings }) => bindings.some(({ role, hasStops }) => role === "stop" || hasStops))
    .flatMap(({ contactId, event }) => [
      ...(contactId === null ? [] : [`contact/${contactId}`]),
      `key/${event.keyValue}`,
    ]);
}

function inOrder(
  batch: readonly PreparedEvent[],
  answers: ReadonlyMap<number, IngestResult>,
): IngestResult[] {
  return batch.map((_, place) => {
    const answer = answers.get(place);
    if (answer === undefined) throw new Error("an event got no answer");
    return answer;
  });
}

function eventRow({ id, event, typeId, contactId, contactMade, conflict }: KnownEvent) {
  return {
    id,
    typeId,
    keyValue: event.keyValue,
    params: JSON.stringify(event.params),
    contactId,
    contactMade,
    identities: JSON.stringify(event.identities),
    conflict: conflict.length === 0 ? null : JSON.stringify(conflict),
    source: event.source,
    messageId: event.messageId ?? null,
    occurredAt: event.occurredAt ?? null,
  };
}
