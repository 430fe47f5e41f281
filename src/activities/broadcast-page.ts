import type { Sql } from "../db/core/database.ts";
import { contactFacts } from "../db/contacts/contact-facts.ts";
import type { MemberMessage } from "../db/messages/broadcasts.ts";
import { giveUpMessages, messagesOfMembers } from "../db/messages/broadcasts.ts";
import type { MessageRecord } from "../db/messages/message-rows.ts";
import { findMessages } from "../db/messages/message-rows.ts";
import { channelsPausedNow } from "../db/messages/paused-channels.ts";
import { partsLeftOver } from "../db/runs/block-attempts.ts";
import { pauseFor } from "../domain/pressure/channel-pause.ts";
import { broadcastMessageIdOf } from "../domain/run-id.ts";
import { sayMessage } from "../domain/sentences/message-sentences.ts";
import { ordersFor } from "./broadcast-channels.ts";
import { heldOutMembers } from "./broadcast-holdout.ts";
import { keepAlone, keepTogether } from "./broadcast-keep.ts";
import type { Marks } from "./broadcast-marks.ts";
import type { Addressee, Broadcast, KeptMessage, MemberOutcome } from "./broadcast-member.ts";
import { ChannelHeld, sendToMember } from "./broadcast-member.ts";
import { memberStanding, standingOfGone } from "./broadcast-standing.ts";
import type { MessageDependencies } from "./message-pipeline.ts";
import { lostDetail, mayGoAgain, requireChannel } from "./message-delivery.ts";
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

/**
 * Makes and keeps the messages of a page of members together, whatever an earlier attempt has left of it.
 * @throws ChannelHeld where a channel of the broadcast is paused: the whole waits
 */
export async function preparePage(
  deps: MessageDependencies,
  given: Broadcast,
  marks: Marks,
  broadcastId: string,
  members: readonly string[],
): Promise<PreparedPage> {
  await requireNonePaused(deps.db, given);
  const counts: PageCounts = { settled: 0, skipped: 0, deferred: 0 };
  const before = await messagesOfMembers(deps.db, broadcastId, members);
  const sorted = await sort(deps, given, marks, members, before, counts);
  const held = await heldOutMembers(deps.db, given, [...sorted.fresh, ...sorted.suspect]);
  const isAsked = ({ contact }: Addressee): boolean => !held.has(contact.id);
  sorted.fresh = sorted.fresh.filter(isAsked);
  sorted.suspect = sorted.suspect.filter(isAsked);
  counts.skipped += held.size;
  return { members, counts, ...(await keep(deps, given, broadcastId, sorted, counts)) };
}

/** Before anything is composed. That none leaves by a paused channel is held where it is claimed. */
async function requireNonePaused(sql: Sql, { messages }: Broadcast): Promise<void> {
  const pauses = await channelsPausedNow(sql);
  for (const { channel, settings } of messages) {
    const { transactional } = settings;
    if (pauseFor(pauses, { channel, transactional }) !== undefined) throw new ChannelHeld(channel);
  }
}

async function sort(
  { db, channels }: MessageDependencies,
  given: Broadcast,
  marks: Marks,
  members: readonly string[],
  kept: ReadonlyMap<string, readonly MemberMessage[]>,
  counts: PageCounts,
): Promise<Sorted> {
  const { step } = given;
  const [contacts, leftOver, orderFor] = await Promise.all([
    contactFacts(db, members),
    partsLeftOver(db, step, members),
    ordersFor(db, given, members),
  ]);
  const sorted: Sorted = { fresh: [], suspect: [], open: [] };
  const lost: MemberMessage[] = [];
  const spare: string[] = [];
  for (const contactId of new Set(members)) {
    const contact = contacts.get(contactId);
    const before = kept.get(contactId) ?? [];
    if (contact === undefined) {
      const gone = standingOfGone(before, marks.isUnderWay);
      lost.push(...gone.lost);
      spare.push(...gone.spare);
      counts.skipped++;
      continue;
    }
    const ownId = broadcastMessageIdOf(step, contactId);
    const standing = memberStanding(ownId, before, marks.isUnderWay, (message) =>
      mayGoAgain(channels, message),
    );
    const { at, id = ownId } = standing;
    lost.push(...standing.lost);
    spare.push(...standing.spare);
    if (at === "settled") counts.settled++;
    else if (at === "open") sorted.open.push(id);
    else {
      const addressee = { id, contact, wasHeld: at === "held", inOrder: orderFor(contactId) };
      (leftOver.has(contactId) ? sorted.suspect : sorted.fresh).push(addressee);
    }
  }
  await Promise.all([
    giveUpMessages(db, spare, sayMessage("goneOrAnother")),
    ...lost.map(({ id, channel }) =>
      marks.note({ id, state: "unknown", detail: lostDetail }, { channel, outcome: "unknown" }),
    ),
  ]);
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
    const inOrder = (await ordersFor(deps.db, given, [contactId]))(contactId);
    const state = await keepAlone(deps, given, { id, contact, wasHeld: false, inOrder });
    if (state !== "queued") return null;
  }
  const counts: PageCounts = { settled: 0, skipped: 0, deferred: 0 };
  const [now] = await findMessages(deps.db, [id]);
  const kept = new Map(now === undefined ? [] : [[contactId, [now]]]);
  const { open } = await sort(deps, given, marks, [contactId], kept, counts);
  const [message] = await findMessages(deps.db, open);
  if (message === undefined) return counts.settled > 0 ? "settled" : null;
  const channel = requireChannel(deps, message.channel);
  return channel.inTurn(() => sendToMember(deps, marks, message, null));
}
