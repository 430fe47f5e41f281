import { contactFacts } from "../db/contacts/contact-facts.ts";
import { statesOf } from "../db/messages/broadcasts.ts";
import type { MessageRecord } from "../db/messages/message-rows.ts";
import { findMessages } from "../db/messages/message-rows.ts";
import { partsLeftOver } from "../db/runs/block-attempts.ts";
import { broadcastMessageIdOf } from "../domain/run-id.ts";
import { consentOf } from "./broadcast-consent.ts";
import { heldOutMembers } from "./broadcast-holdout.ts";
import type { Addressee } from "./broadcast-keep.ts";
import { keepAlone, keepTogether } from "./broadcast-keep.ts";
import type { Marks } from "./broadcast-marks.ts";
import type { Broadcast, KeptMessage, MemberOutcome } from "./broadcast-member.ts";
import { sendToMember } from "./broadcast-member.ts";
import type { MessageDependencies } from "./message-pipeline.ts";
import { lostDetail, standingOf, requireChannel } from "./message-delivery.ts";
import { contentFailure } from "./message-pipeline.ts";
import { placeAgain } from "./pressure-gate.ts";

export type PageCounts = Record<MemberOutcome, number>;

/** Members of a page, by what is to be done for them. */
interface Sorted {
  /** Nothing was kept for them yet. */
  fresh: Addressee[];
  /** An attempt has died while it worked on their content, or on that of others of their page. */
  suspect: Addressee[];
  /** Ids of messages that were kept and not sent. */
  open: string[];
}

/** A page whose messages are kept: they are still to be sent. */
export interface PreparedPage {
  members: readonly string[];
  counts: PageCounts;
  kept: KeptMessage[];
  /** The first fault of the content; the others' messages are kept all the same. */
  fault: Error | undefined;
}

/** Makes and keeps the messages of a page of members together, whatever an earlier attempt has left of it. */
export async function preparePage(
  deps: MessageDependencies,
  given: Broadcast,
  marks: Marks,
  broadcastId: string,
  members: readonly string[],
): Promise<PreparedPage> {
  const counts: PageCounts = { settled: 0, skipped: 0, deferred: 0 };
  const sorted = await sort(deps, given, marks, members, counts);
  const held = await heldOutMembers(deps.db, given, [...sorted.fresh, ...sorted.suspect]);
  const isAsked = ({ contact }: Addressee): boolean => !held.has(contact.id);
  sorted.fresh = sorted.fresh.filter(isAsked);
  sorted.suspect = sorted.suspect.filter(isAsked);
  counts.skipped += held.size;
  return { members, counts, ...(await keep(deps, given, broadcastId, sorted, counts)) };
}

/** Sends the messages of a page, as many side by side as the channel may. */
export async function sendPage(
  deps: MessageDependencies,
  given: Broadcast,
  marks: Marks,
  { counts, kept, fault }: PreparedPage,
): Promise<PageCounts> {
  const signal = given.cancelled.cancellationSignal;
  const outcomes = await sendEach(deps, given, marks, kept, signal);
  for (const outcome of outcomes) counts[outcome]++;
  // Those of the others are on their way: what fails now is the block.
  if (fault !== undefined) throw fault;
  if (signal.aborted) await given.cancelled.cancelled;
  return counts;
}

async function sort(
  { db }: MessageDependencies,
  { step, message }: Broadcast,
  marks: Marks,
  members: readonly string[],
  counts: PageCounts,
): Promise<Sorted> {
  const idOf = (contactId: string): string => broadcastMessageIdOf(step, contactId);
  const [contacts, states, leftOver] = await Promise.all([
    contactFacts(db, members),
    statesOf(db, members.map(idOf)),
    partsLeftOver(db, step, members),
  ]);
  const sorted: Sorted = { fresh: [], suspect: [], open: [] };
  const lost: string[] = [];
  for (const contactId of members) {
    const id = idOf(contactId);
    const contact = contacts.get(contactId);
    const state = states.get(id);
    const wasHeld = state === "held";
    if (contact === undefined) counts.skipped++;
    else if (state === undefined || wasHeld) {
      (leftOver.has(contactId) ? sorted.suspect : sorted.fresh).push({ id, contact, wasHeld });
    } else if (state === "dropped") counts.settled++;
    else {
      const standing = standingOf(state, {
        channel: message.channel,
        transactional: message.settings.transactional,
      });
      if (standing === "lost") lost.push(id);
      // One that was refused is not tried again, as a single message of a run that goes on would be.
      if (standing === "open" && state !== "failed") sorted.open.push(id);
      else counts.settled++;
    }
  }
  await Promise.all(
    lost.map((id) => marks.note({ id, state: "unknown", detail: lostDetail }, "unknown")),
  );
  return sorted;
}

async function keep(
  deps: MessageDependencies,
  given: Broadcast,
  broadcastId: string,
  { fresh, suspect, open }: Sorted,
  counts: PageCounts,
): Promise<Pick<PreparedPage, "kept" | "fault">> {
  const signal = given.cancelled.cancellationSignal;
  const {
    messages: kept,
    skipped,
    fault: first,
  } = await keepTogether(deps, given, broadcastId, fresh);
  let fault = first;
  counts.skipped += skipped;
  const before = [...open];
  // One by one, so that a death among them is one of its own content.
  for (const addressee of suspect) {
    if (signal.aborted) break;
    try {
      const state = await keepAlone(deps, given, addressee, broadcastId);
      if (state === "queued") before.push(addressee.id);
      else if (state === "not sent" && !addressee.wasHeld) counts.skipped++;
    } catch (error) {
      fault ??= contentFailure(error);
    }
  }
  const found = await findMessages(deps.db, before);
  for (const message of found) {
    if (await hasPlace(deps, given, message)) kept.push({ message, askedAt: 0 });
  }
  return { kept, fault };
}

/** One that gave its place back, as its run had failed, needs another one. */
async function hasPlace(
  { db }: MessageDependencies,
  { run, step, published, facts }: Broadcast,
  message: MessageRecord,
): Promise<boolean> {
  if (!message.gavePlaceBack) return true;
  const { id, contactId } = message;
  const contact = (await contactFacts(db, [contactId])).get(contactId) ?? null;
  const about = { id, run, step, published, contactId };
  const held = await db.tx((sql) => placeAgain(sql, about, message, { ...facts, contact }));
  return held === null;
}

/** All of them end before a fault of one is told: none may go on behind a failed attempt. */
async function sendEach(
  deps: MessageDependencies,
  given: Broadcast,
  marks: Marks,
  kept: readonly KeptMessage[],
  signal: AbortSignal,
): Promise<MemberOutcome[]> {
  const channel = requireChannel(deps, given.message.channel);
  const queue = [...kept];
  const consent = consentOf(deps, given, kept);
  const outcomes: MemberOutcome[] = [];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (signal.aborted) return;
      const { message } = next;
      outcomes.push(await channel.inTurn(() => sendToMember(deps, marks, message, consent)));
    }
  };
  const lanes = Math.min(channel.limits.concurrency, queue.length);
  const results = await Promise.allSettled(Array.from({ length: lanes }, work));
  const fault = results.find((result) => result.status === "rejected");
  if (fault !== undefined) throw fault.reason;
  return outcomes;
}

/** A test launch's message, to the tester about this member. @returns null when there is none */
export async function sendSample(
  deps: MessageDependencies,
  given: Broadcast,
  marks: Marks,
  contactId: string,
): Promise<MemberOutcome | null> {
  const id = broadcastMessageIdOf(given.step, contactId);
  const contact = (await contactFacts(deps.db, [contactId])).get(contactId);
  if (contact === undefined) return null;
  const [known] = await findMessages(deps.db, [id]);
  if (known === undefined) {
    const state = await keepAlone(deps, given, { id, contact, wasHeld: false });
    if (state !== "queued") return null;
  }
  const counts: PageCounts = { settled: 0, skipped: 0, deferred: 0 };
  const { open } = await sort(deps, given, marks, [contactId], counts);
  const [message] = await findMessages(deps.db, open);
  if (message === undefined) return counts.settled > 0 ? "settled" : null;
  const channel = requireChannel(deps, given.message.channel);
  return channel.inTurn(() => sendToMember(deps, marks, message, null));
}
