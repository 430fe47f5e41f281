import type { IngestResult, KeptEvent, RefusedEvent } from "../domain/event.ts";
import type { KnownType, KnownTypes } from "../db/events/bindings-for-events.ts";
import type { Sql } from "../db/core/database.ts";
import { insertEvents, insertSignals } from "../db/events/event-rows.ts";
import { insertFanOuts } from "../db/queue/fan-outs.ts";
import { lockSubjects } from "../db/events/subject-locks.ts";
import { resolveContacts } from "./resolve-contacts.ts";
import { answersOf } from "./answers.ts";
import type { Decided } from "./decide.ts";
import { decide } from "./decide.ts";
import { countEvents } from "./count-events.ts";
import { evaluate } from "./evaluate.ts";
import type { KnownEvent } from "./known-event.ts";
import { meterForEvent } from "./known-event.ts";
import { readLookBack } from "./look-back.ts";
import type { FingerprintedEvent } from "./fingerprint.ts";
import type { Placed } from "./deduplicate.ts";
import { deduplicate } from "./deduplicate.ts";
import { readActiveRuns } from "./active-runs.ts";
import { validate } from "./validate.ts";
import { readSegments } from "./segments.ts";
import { typesOf } from "./types.ts";
import { resolveWaits } from "./resolve-waits.ts";

export interface IngestedBatch {
  /** Refused are events from outside only. */
  results: (IngestResult | RefusedEvent)[];
  /** Whether the dispatcher has something to do. */
  work: boolean;
}

/**
 * The ingest transaction: repetitions told apart, contacts found or made, every binding decided,
 * waits fulfilled, and events, decisions, runs and signals written, all or nothing. Rows are
 * locked in one order everywhere, each of them sorted: new types, receipts, identities, subjects,
 * gates, waits.
 */
export async function ingestBatch(
  sql: Sql,
  batch: readonly FingerprintedEvent[],
  onTransaction: (xid: string) => void = () => undefined,
): Promise<IngestedBatch> {
  const keys = [...new Set(batch.map(({ event }) => event.typeKey))];
  const { now, xid, types, mapped, workspace } = await typesOf(sql, keys);
  onTransaction(xid);
  const { taken, refused } = validate(batch, types, mapped);
  const kept = await ingestAccepted(sql, taken, { now, types, workspace });
  const rest = kept.results.values();
  const results = batch.map((_, place) => refused.get(place) ?? next(rest));
  sql.measure(countEvents(results));
  return { ...kept, results };
}

function next(results: ArrayIterator<IngestResult | RefusedEvent>): IngestResult | RefusedEvent {
  const { value, done } = results.next();
  if (done === true) throw new Error("there are fewer results than events");
  return value;
}

async function ingestAccepted(
  sql: Sql,
  batch: readonly FingerprintedEvent[],
  { now, types, workspace }: Pick<KnownTypes, "now" | "types" | "workspace">,
): Promise<IngestedBatch> {
  const { fresh, repeated } = await deduplicate(sql, batch, now);
  if (fresh.length === 0) {
    return { results: await answersOf(sql, new Map(), repeated), work: false };
  }
  const known = await knownEvents(sql, fresh, { types, workspace });
  const subjects = subjectsToLock(known);
  const receivedAt = subjects.length === 0 ? now : await lockSubjects(sql, subjects);

  const active = await readActiveRuns(sql, known);
  const back = await readLookBack(sql, known, receivedAt);
  const forMembers = await readSegments(sql, known);
  const evaluated = await evaluate(known, receivedAt, { back, forMembers });
  const decided = await decide(sql, evaluated, active, receivedAt);
  const woken = await resolveWaits(sql, known, receivedAt);
  await insertEvents(sql, receivedAt, known.map(eventRow), decided.decisions, decided.runs);
  await insertSignals(sql, receivedAt, [...decided.signals, ...woken]);
  await insertFanOuts(sql, decided.fanOuts);

  const answers = answersByPlace(fresh, known, decided, receivedAt);
  return {
    results: await answersOf(sql, answers, repeated),
    work: decided.runs.length + decided.signals.length + decided.fanOuts.length + woken.length > 0,
  };
}

async function knownEvents(
  sql: Sql,
  fresh: readonly Placed[],
  { types, workspace }: Pick<KnownTypes, "types" | "workspace">,
): Promise<KnownEvent[]> {
  const contacts = await resolveContacts(
    sql,
    fresh.map(({ prepared: { event } }) => ({
      identities: event.identities,
      ...(event.knownContactId !== undefined && { knownContactId: event.knownContactId }),
      source: event.source,
    })),
    workspace.ignoredIds,
  );
  return fresh.map(({ prepared }, index) => {
    const type = types.get(prepared.event.typeKey);
    const contact = contacts[index];
    if (type === undefined || contact === undefined) {
      throw new Error("a type was deleted meanwhile");
    }
    return {
      ...prepared,
      typeId: type.id,
      ...concernedBy(prepared.event, type),
      contactId: contact.contactId,
      contactMade: contact.made,
      conflict: contact.conflict,
      workspace,
      ignored: contact.ignored,
      meter: meterForEvent(),
    };
  });
}

/**
 * What an event may decide and wake: a past one nothing, one of a fan-out to a binding's segment that
 * binding alone.
 */
function concernedBy(
  { onlyBinding, past }: FingerprintedEvent["event"],
  { awaited, bindings }: KnownType,
): Pick<KnownType, "awaited" | "bindings"> {
  if (past === true) return { awaited: false, bindings: [] };
  return onlyBinding === undefined
    ? { awaited, bindings }
    : { awaited: false, bindings: bindings.filter(({ id }) => id === onlyBinding) };
}

/**
 * What has to follow one another: stops, starts that can be stopped or that look at what is under
 * way, and events that runs wait for.
 */
function subjectsToLock(batch: readonly KnownEvent[]): string[] {
  return batch
    .filter(
      ({ awaited, bindings }) =>
        awaited ||
        bindings.some(
          (binding) => binding.role === "stop" || binding.hasStops || binding.avoidInProgress,
        ),
    )
    .flatMap(({ contactId, event }) => [
      ...(contactId === null ? [] : [`contact/${contactId}`]),
      `key/${event.keyValue}`,
    ]);
}

function answersByPlace(
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

function eventRow(known: KnownEvent) {
  const { id, event, typeId, contactId, contactMade, conflict, ignored } = known;
  return {
    id,
    typeId,
    contactId,
    contactMade,
    keyValue: event.keyValue,
    params: JSON.stringify(event.params),
    identities: JSON.stringify(event.identities),
    conflict: conflict.length === 0 ? null : JSON.stringify(conflict),
    ignored: ignored.length === 0 ? null : JSON.stringify(ignored),
    source: event.source,
    messageId: event.messageId ?? null,
    occurredAt: event.occurredAt ?? null,
    hops: event.hops ?? 0,
    past: event.past ?? false,
  };
}
