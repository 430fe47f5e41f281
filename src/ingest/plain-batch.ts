import type { Owner } from "../db/contacts/contact-identities.ts";
import { ownersOf } from "../db/contacts/contact-identities.ts";
import type { Transaction } from "../db/core/database.ts";
import type { KnownTypes } from "../db/events/bindings-for-events.ts";
import { insertReceipts } from "../db/events/event-receipts.ts";
import { insertEvents } from "../db/events/event-rows.ts";
import { writeCarts } from "../db/contacts/carts.ts";
import { insertConversions } from "../db/events/conversions.ts";
import { insertHoldouts } from "../db/events/holdouts.ts";
import { withNames } from "../domain/nameless-ids.ts";
import { answersByPlace, answersOf } from "./answers.ts";
import { cartsOf } from "./carts.ts";
import { conversionsOf } from "./convert.ts";
import { decide } from "./decide.ts";
import { receiptsOf, withoutRepetitions } from "./deduplicate.ts";
import { evaluate } from "./evaluate.ts";
import { eventRow } from "./event-row.ts";
import type { FingerprintedEvent } from "./fingerprint.ts";
import type { IngestedBatch } from "./ingested-batch.ts";
import type { KnownEvent } from "./known-event.ts";
import { contactRequest, knownEvents } from "./known-events.ts";
import { nothingBefore } from "./look-back.ts";
import { distinct } from "./contact-requests.ts";
import { findContacts } from "./resolve-contacts.ts";
import { markForSegments } from "./mark-for-segments.ts";
import { noteLooks } from "./note-looks.ts";
import { goesToMembers } from "./segments.ts";
import type { BatchWatch } from "./watch-batch.ts";

/** Whom the identities of a batch belong to, asked before it is known which of them count. */
export function ownersIn(sql: Transaction, batch: readonly FingerprintedEvent[]): Promise<Owner[]> {
  return ownersOf(sql, distinct(batch.flatMap(({ event }) => withNames(event.identities))));
}

/** A batch that is decided, and still to be written. */
export interface DecidedPlainly extends IngestedBatch {
  /** Writes it, and commits. */
  write(): Promise<void>;
}

/**
 * Decides a batch in which nothing is rare: types and contacts are known, no run is stopped, waits or is
 * looked for, and message ids are taken for new. Two statements then follow what was read, and COMMIT
 * goes out with the last of them (docs/adr/0029-the-plain-way-of-a-batch.md).
 * @param given the owners of the identities that the events came with, and who looks on
 * @returns null when something is rare after all: nothing was written yet
 * @throws what `isUniqueViolation` tells when a message id was used before
 */
export async function decidePlainly(
  sql: Transaction,
  batch: readonly FingerprintedEvent[],
  { now, types, workspace, controlGroup, mapped }: KnownTypes,
  { asked, watch }: { asked: readonly Owner[]; watch: BatchWatch },
): Promise<DecidedPlainly | null> {
  watch.enter("contacts");
  const { fresh, repeated } = withoutRepetitions(batch, new Map());
  if (fresh.some(({ prepared }) => !types.has(prepared.event.typeKey))) return null;
  const requests = fresh.map(({ prepared }) => contactRequest(prepared));
  const { ignoredIds } = workspace;
  // The param that the account has mapped may have named somebody more.
  const owners = mapped === null ? asked : await ownersIn(sql, batch);
  const contacts = await findContacts(sql, requests, { owners, ignoredIds });
  if (contacts === null) return null;
  const known = knownEvents(fresh, contacts, { types, workspace, controlGroup });
  if (!known.every(isPlain)) return null;

  watch.enter("evaluate");
  const evaluated = await evaluate(known, now, {
    back: () => nothingBefore,
    forMembers: noMembers,
  });
  watch.enter("decide");
  // Sent before gates are asked, as locks are taken in one order; a gate is asked without waiting.
  const receipts = insertReceipts(sql, receiptsOf(batch), now);
  const carts = await behind(receipts, cartsOf(sql, known, now));
  const decided = await behind(receipts, decide(sql, evaluated, [], now));
  const conversions = await behind(receipts, conversionsOf(sql, known, now));
  const answers = answersByPlace(fresh, known, decided, now);
  return {
    results: await answersOf(sql, answers, repeated),
    work: decided.runs.length > 0,
    write: async () => {
      // COMMIT goes out with it.
      watch.enter("write");
      const beside = Promise.all([
        insertHoldouts(sql, now, decided.holdouts),
        insertConversions(sql, conversions),
        markForSegments(sql, known),
        writeCarts(sql, carts, now),
        noteLooks(sql, known, now),
      ]);
      const rows = insertEvents(sql, now, known.map(eventRow), decided.decisions, decided.runs);
      sql.commit();
      await behind(receipts, behind(beside, rows));
      await receipts;
    },
  };
}

/** What is asked behind a statement: where that one fails, all behind it only tells that it did. */
async function behind<Result>(first: Promise<unknown>, second: Promise<Result>): Promise<Result> {
  first.catch(() => undefined);
  try {
    return await second;
  } catch (error) {
    await first;
    throw error;
  }
}

/** Whether an event decides by itself and its gates: nothing that it does depends on what runs do. */
function isPlain(known: KnownEvent): boolean {
  return (
    !known.awaited &&
    known.bindings.every(
      (binding) =>
        binding.role === "start" &&
        !binding.hasStops &&
        !binding.hasLookBack &&
        !binding.avoidInProgress &&
        goesToMembers(binding, known) === null,
    )
  );
}

function noMembers(): never {
  throw new Error("a start for the members of a segment is not plain");
}
