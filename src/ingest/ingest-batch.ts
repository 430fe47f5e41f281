import type { IngestResult, RefusedEvent } from "../domain/event.ts";
import type { KnownTypes } from "../db/events/bindings-for-events.ts";
import type { Sql, Transaction } from "../db/core/database.ts";
import { contactsOfEvents, insertEvents, insertSignals } from "../db/events/event-rows.ts";
import { writeCarts } from "../db/contacts/carts.ts";
import { insertConversions } from "../db/events/conversions.ts";
import { insertHoldouts } from "../db/events/holdouts.ts";
import { insertFanOuts } from "../db/queue/fan-outs.ts";
import { lockSubjects } from "../db/events/subject-locks.ts";
import { resolveContacts } from "./resolve-contacts.ts";
import { answersByPlace, answersOf } from "./answers.ts";
import { cartsOf } from "./carts.ts";
import { conversionsOf } from "./convert.ts";
import { decide } from "./decide.ts";
import { countEvents } from "./count-events.ts";
import { evaluate } from "./evaluate.ts";
import { eventRow } from "./event-row.ts";
import type { KnownEvent } from "./known-event.ts";
import type { WhatIsKnown } from "./known-events.ts";
import { contactRequest, knownEvents } from "./known-events.ts";
import { readLookBack } from "./look-back.ts";
import type { FingerprintedEvent } from "./fingerprint.ts";
import type { Placed } from "./deduplicate.ts";
import { deduplicate } from "./deduplicate.ts";
import { readActiveRuns } from "./active-runs.ts";
import type { IngestedBatch } from "./ingested-batch.ts";
import { decidePlainly, ownersIn } from "./plain-batch.ts";
import { markForSegments } from "./mark-for-segments.ts";
import { noteLooks } from "./note-looks.ts";
import { piecesOf } from "./pieces.ts";
import { validate } from "./validate.ts";
import { readSegments } from "./segments.ts";
import { subjectsToLock } from "./subjects-to-lock.ts";
import { typesOf } from "./types.ts";
import { resolveWaits } from "./resolve-waits.ts";
import type { BatchWatch } from "./watch-batch.ts";
import { unwatched } from "./watch-batch.ts";

/**
 * Ingests a batch inside a caller's transaction, the long way: repetitions told apart, contacts found
 * or made, every binding decided, waits fulfilled, and events, decisions, runs and signals written, all
 * or nothing. Rows are locked in one order everywhere, each of them sorted: new types, receipts,
 * identities, subjects, gates, waits.
 */
export async function ingestBatch(
  sql: Sql,
  batch: readonly FingerprintedEvent[],
): Promise<IngestedBatch> {
  const known = await typesOf(sql, keysOf(batch));
  const { taken, answered } = withoutRefused(sql, batch, known);
  return answered(await ingestInPieces(sql, taken, known, unwatched));
}

/** What a transaction of its own is told, and tells. */
export interface OwnTransaction {
  /** Whether a message id of the batch is known to have been used before. */
  isRepeated: boolean;
  watch: BatchWatch;
  onBegin(xid: string): void;
  /** Tells what is kept if it commits, before COMMIT is sent. */
  onCommit(ingested: IngestedBatch): void;
}

/**
 * The same in a transaction of its own, the plain way where that is possible.
 * @throws what `isUniqueViolation` tells when a message id was used before: then it is to be ingested
 * again as one that `isRepeated`
 */
export async function ingestAlone(
  sql: Transaction,
  batch: readonly FingerprintedEvent[],
  { isRepeated, watch, onBegin, onCommit }: OwnTransaction,
): Promise<IngestedBatch> {
  watch.enter("types");
  const [known, owners] = await Promise.all([
    typesOf(sql, keysOf(batch)),
    isRepeated ? [] : ownersIn(sql, batch),
  ]);
  onBegin(known.xid);
  const { taken, answered } = withoutRefused(sql, batch, known);
  const plain = isRepeated
    ? null
    : await decidePlainly(sql, taken, known, { asked: owners, watch });
  const ingested = answered(plain ?? (await ingestInPieces(sql, taken, known, watch)));
  onCommit(ingested);
  if (plain === null) watch.enter("commit");
  else await plain.write();
  return ingested;
}

function keysOf(batch: readonly FingerprintedEvent[]): string[] {
  return [...new Set(batch.map(({ event }) => event.typeKey))];
}

/** Sorts out what its type refuses, and answers to all once the rest is ingested. */
function withoutRefused(
  sql: Sql,
  batch: readonly FingerprintedEvent[],
  { types, mapped }: KnownTypes,
): { taken: readonly FingerprintedEvent[]; answered(kept: IngestedBatch): IngestedBatch } {
  const { taken, refused } = validate(batch, types, mapped);
  const answered = ({ results: kept, work }: IngestedBatch): IngestedBatch => {
    const rest = kept.values();
    const results = batch.map((_, place) => refused.get(place) ?? next(rest));
    sql.measure(countEvents(results));
    return { results, work };
  };
  return { taken, answered };
}

function next(results: ArrayIterator<IngestResult | RefusedEvent>): IngestResult | RefusedEvent {
  const { value, done } = results.next();
  if (done === true) throw new Error("there are fewer results than events");
  return value;
}

/** Most batches are one piece. Of more, all answers name the contacts that there are in the end. */
async function ingestInPieces(
  sql: Sql,
  batch: readonly FingerprintedEvent[],
  known: WhatIsKnown & Pick<KnownTypes, "now">,
  watch: BatchWatch,
): Promise<IngestedBatch> {
  const pieces = piecesOf(batch, known.workspace.ignoredIds);
  const results: IngestedBatch["results"] = [];
  let work = false;
  for (const piece of pieces) {
    const kept = await ingestAccepted(sql, piece, known, watch);
    results.push(...kept.results);
    work ||= kept.work;
  }
  return { results: pieces.length > 1 ? await withPresentContacts(sql, results) : results, work };
}

async function withPresentContacts(
  sql: Sql,
  results: IngestedBatch["results"],
): Promise<IngestedBatch["results"]> {
  const contacts = await contactsOfEvents(
    sql,
    results.flatMap((result) => ("eventId" in result ? result.eventId : [])),
  );
  return results.map((result) => {
    const contactId = "eventId" in result ? contacts.get(result.eventId) : undefined;
    return contactId === undefined || !("contactId" in result) ? result : { ...result, contactId };
  });
}

async function ingestAccepted(
  sql: Sql,
  batch: readonly FingerprintedEvent[],
  { now, ...given }: WhatIsKnown & Pick<KnownTypes, "now">,
  watch: BatchWatch,
): Promise<IngestedBatch> {
  watch.enter("deduplicate");
  const { fresh, repeated } = await deduplicate(sql, batch, now);
  if (fresh.length === 0) {
    return { results: await answersOf(sql, new Map(), repeated), work: false };
  }
  watch.enter("contacts");
  const known = await resolvedEvents(sql, fresh, given);
  watch.enter("order");
  const carts = await cartsOf(sql, known, now);
  const subjects = subjectsToLock(known);
  const receivedAt = subjects.length === 0 ? now : await lockSubjects(sql, subjects);

  watch.enter("evaluate");
  const active = await readActiveRuns(sql, known);
  const back = await readLookBack(sql, known, receivedAt);
  const forMembers = await readSegments(sql, known);
  const evaluated = await evaluate(known, receivedAt, { back, forMembers });
  watch.enter("decide");
  const decided = await decide(sql, evaluated, active, receivedAt);
  const conversions = await conversionsOf(sql, known, receivedAt);
  const woken = await resolveWaits(sql, known, receivedAt);
  watch.enter("write");
  await insertEvents(sql, receivedAt, known.map(eventRow), decided.decisions, decided.runs);
  await insertHoldouts(sql, receivedAt, decided.holdouts);
  await insertConversions(sql, conversions);
  await markForSegments(sql, known);
  await writeCarts(sql, carts, now);
  await noteLooks(sql, known, receivedAt);
  await insertSignals(sql, receivedAt, [...decided.signals, ...woken]);
  await insertFanOuts(sql, decided.fanOuts);

  const answers = answersByPlace(fresh, known, decided, receivedAt);
  return {
    results: await answersOf(sql, answers, repeated),
    work: decided.runs.length + decided.signals.length + decided.fanOuts.length + woken.length > 0,
  };
}

async function resolvedEvents(
  sql: Sql,
  fresh: readonly Placed[],
  given: WhatIsKnown,
): Promise<KnownEvent[]> {
  const requests = fresh.map(({ prepared }) => contactRequest(prepared));
  const contacts = await resolveContacts(sql, requests, given.workspace.ignoredIds);
  return knownEvents(fresh, contacts, given);
}
