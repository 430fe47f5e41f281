import type { Sql } from "../db/core/database.ts";
import type { BeforeHits, GoalHit, NewConversion } from "../db/events/conversions.ts";
import { beforeHits } from "../db/events/conversions.ts";
import type { LiveGoal } from "../db/events/bindings-for-events.ts";
import { attribute } from "../domain/attribution.ts";
import { lengthOf, worthOf } from "../domain/goal.ts";
import { isMadeByMachine } from "../domain/machine-signs.ts";
import { required } from "../domain/required.ts";
import type { KnownEvent } from "./known-event.ts";
import { passes } from "./known-event.ts";

/** An event that fits goals, with when it happened. */
interface Fitting {
  known: KnownEvent;
  contactId: string;
  goals: readonly LiveGoal[];
  at: Date;
}

/**
 * The conversions of a batch: what its events count as for the workflows whose goals they fit. Written
 * with the events, in their transaction, they are counted exactly as often. Asks nothing where no event
 * is of a goal's type.
 */
export async function conversionsOf(
  sql: Sql,
  batch: readonly KnownEvent[],
  receivedAt: Date,
): Promise<NewConversion[]> {
  const fitting = batch.flatMap((known) => fit(known, receivedAt) ?? []);
  if (fitting.length === 0) return [];
  const before = await beforeHits(sql, fitting.flatMap(hitsOf));
  return fitting.flatMap((each) => convert(each, before));
}

/** @returns null where an event counts for no goal: nobody's, a machine's, or one that passes no filter */
function fit(known: KnownEvent, receivedAt: Date): Fitting | null {
  const { goals, contactId, event } = known;
  if (goals.length === 0 || contactId === null || isMadeByMachine(event)) return null;
  const { occurredAt = event.past === true ? null : receivedAt } = event;
  // Told for the record, and not when it was: it can't be put down to anything.
  if (occurredAt === null) return null;
  const passed = goals.filter(({ filter }) => passes(known, filter, receivedAt) === "passes");
  if (passed.length === 0) return null;
  return { known, contactId, goals: passed, at: occurredAt < receivedAt ? occurredAt : receivedAt };
}

function hitsOf({ contactId, goals, at }: Fitting): GoalHit[] {
  return goals.map(({ workflowId, countsFor }) => {
    const since = new Date(at.getTime() - lengthOf(countsFor));
    return { workflowId, contactId, since, at };
  });
}

function convert({ known, contactId, goals, at }: Fitting, before: BeforeHits): NewConversion[] {
  const ofContact = <Of extends { contactId: string }>(all: readonly Of[]): Of[] =>
    all.filter((each) => each.contactId === contactId);
  const attributions = attribute(
    at.getTime(),
    goals.map(({ workflowId, countsFor: window }) => ({ workflowId, window })),
    { starts: ofContact(before.starts), messages: ofContact(before.messages) },
    known.workspace.attribution,
  );
  return attributions.map(({ message, startedAt, ...attribution }) => {
    const goal = goals.find(({ workflowId }) => workflowId === attribution.workflowId);
    const worth = worthOf(required(goal, "an attributed goal").value, known.event.params);
    return {
      ...attribution,
      eventId: known.id,
      contactId,
      messageId: message?.messageId ?? null,
      blockId: message?.blockId ?? null,
      startedAt: new Date(startedAt),
      value: worth?.amount ?? null,
      currency: worth?.currency ?? null,
      at,
    };
  });
}
