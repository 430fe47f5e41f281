import type { BlockMessage } from "../blocks/message.ts";
import type { Composed, Composition } from "../channels/adapter.ts";
import type { SendingChannel } from "../channels/open.ts";
import { notSetUp } from "../channels/registry.ts";
import { contactsWithDevice } from "../db/contacts/contact-devices.ts";
import { lastInboxUses } from "../db/contacts/in-app-inboxes.ts";
import type { NewMessage } from "../db/messages/message-rows.ts";
import { beginAttempts } from "../db/runs/block-attempts.ts";
import { groupedBy } from "../domain/grouped-by.ts";
import { required } from "../domain/required.ts";
import { countMessage } from "../platform/telemetry/count-message.ts";
import type { Renderer } from "../rendering/renderer.ts";
import type { PressureWish } from "../services/pressure/gate.ts";
import {
  mayReceiveAt,
  mayReceiveEach,
  mayReceiveEachAt,
  wishOf,
} from "../services/topics/may-receive.ts";
import type { Addressee, Broadcast } from "./broadcast-member.ts";
import { compositionOf, contentFailure, newMessage } from "./message-pipeline.ts";
import type { MessageDependencies, WantedMessage } from "./message-pipeline.ts";
import { pressureWish } from "./pressure-gate.ts";

/** A message that is to be kept, and what it asks for. */
export interface MadeForMember {
  message: NewMessage;
  wish: PressureWish | null;
}

/** What the messages of a page's members have come to before they are kept. */
export interface ComposedPage {
  made: MadeForMember[];
  /** Members whom none of the messages reaches, and why. */
  unreached: { addressee: Addressee; why: string }[];
  /** The contacts of whom it is noted that their content is worked on. */
  parts: string[];
  /** The first fault of the content. */
  fault: Error | undefined;
}

/**
 * Composes a message for each member, a statement for all who are tried by the same one: the first of
 * a member's messages that reaches it. Whom it does not reach is tried with the member's next one.
 */
export async function composePage(
  deps: MessageDependencies,
  given: Broadcast,
  broadcastId: string,
  addressees: readonly Addressee[],
  page: ComposedPage,
): Promise<void> {
  const reasons = new Map<string, string[]>();
  let left: readonly Addressee[] = addressees;
  for (let turn = 0; left.length > 0; turn++) {
    const passed: Addressee[] = [];
    for (const [message, tried] of byMessage(left, turn)) {
      const refused = await tryMessage(deps, { given, message, broadcastId }, tried, page);
      for (const { addressee, why } of refused) {
        const all = [...(reasons.get(addressee.id) ?? []), why];
        reasons.set(addressee.id, all);
        if (addressee.inOrder.length > turn + 1) passed.push(addressee);
        else page.unreached.push({ addressee, why: all.join("; ") });
      }
    }
    left = passed;
  }
}

function byMessage(
  addressees: readonly Addressee[],
  turn: number,
): Map<BlockMessage, readonly Addressee[]> {
  return groupedBy(addressees, ({ inOrder }) => required(inOrder[turn], "a message to try"));
}

/** A message that is tried with some members of a page. */
interface Trial {
  given: Broadcast;
  message: BlockMessage;
  broadcastId: string;
}

type Refused = ComposedPage["unreached"];

/** @returns those whom it does not reach */
async function tryMessage(
  deps: MessageDependencies,
  trial: Trial,
  addressees: readonly Addressee[],
  page: ComposedPage,
): Promise<Refused> {
  const { db, renderer } = deps;
  const { given, message, broadcastId } = trial;
  const { channel: name } = message;
  const refused: Refused = [];
  const refuse = (addressee: Addressee, why: string): void => {
    countMessage(db, { channel: name, test: false }, "not_sent");
    refused.push({ addressee, why });
  };
  const channel = deps.channels.get(name);
  if (channel === undefined) {
    for (const addressee of addressees) refuse(addressee, notSetUp(name));
    return refused;
  }

  const wish = wishOf(message);
  const may = await mayReceiveEach(
    db,
    addressees.map(({ contact }) => contact.id),
    wish,
  );
  const willing: { addressee: Addressee; wanted: WantedMessage }[] = [];
  for (const addressee of addressees) {
    const permission = may.get(addressee.contact.id);
    if (permission?.ok === true) {
      willing.push({ addressee, wanted: wantedMessage(given, message, addressee, broadcastId) });
    } else refuse(addressee, permission?.reason ?? "there is no such contact");
  }
  await noteParts(deps, given, willing, page);
  const composed = await composeEach(
    deps,
    channel,
    renderer,
    willing.map(({ wanted }) => wanted),
  );
  const fine: { addressee: Addressee; message: NewMessage; wanted: WantedMessage }[] = [];
  for (const [index, { addressee, wanted }] of willing.entries()) {
    const result = composed[index];
    if (result?.status === "rejected") page.fault ??= contentFailure(result.reason);
    else if (result?.value.outcome === "composed") {
      fine.push({
        addressee,
        wanted,
        message: newMessage(wanted, { channel: name }, result.value),
      });
    } else refuse(addressee, result?.value.detail ?? "there is no message");
  }
  const mayThere = await mayReceiveEachAt(
    db,
    fine.map(({ message: { contactId, recipient } }) => ({ contactId, value: recipient })),
    wish,
  );
  for (const { addressee, message: made, wanted } of fine) {
    const there = mayThere.get(made.contactId);
    if (there?.ok === true) {
      page.made.push({ message: made, wish: pressureWish(wanted, message, await wanted.facts()) });
    } else refuse(addressee, there?.reason ?? "the address belongs to nobody");
  }
  return refused;
}

/** Notes of members that their content is worked on, once for each. */
async function noteParts(
  { db }: MessageDependencies,
  { step }: Broadcast,
  willing: readonly { wanted: WantedMessage }[],
  page: ComposedPage,
): Promise<void> {
  const noted = new Set(page.parts);
  const parts = willing
    .map(({ wanted }) => wanted.contactId)
    .filter((contactId) => !noted.has(contactId));
  await beginAttempts(db, step, parts);
  page.parts.push(...parts);
}

/** @returns of each, what composing it by itself would come to */
async function composeEach(
  { db }: MessageDependencies,
  channel: SendingChannel,
  renderer: Renderer,
  wanted: readonly WantedMessage[],
): Promise<PromiseSettledResult<Composed>[]> {
  const { name } = channel.description;
  const contactIds = wanted.map(({ contactId }) => contactId);
  let reached: Promise<Set<string>> | undefined;
  let used: Promise<Map<string, Date>> | undefined;
  /** For the whole page, with the first who is asked about. */
  const withDevice = (): Promise<Set<string>> =>
    (reached ??= contactsWithDevice(db, name, contactIds));
  const inInboxes = (): Promise<Map<string, Date>> => (used ??= lastInboxUses(db, contactIds));
  const compositions = await Promise.all(
    wanted.map(async (one): Promise<Composition> => {
      const mayCopyTo = async (value: string): Promise<boolean> =>
        (await mayReceiveAt(db, one.contactId, value, wishOf(one.message))).ok;
      const hasDevice = async (): Promise<boolean> => (await withDevice()).has(one.contactId);
      const lastInInbox = async (): Promise<Date | undefined> =>
        (await inInboxes()).get(one.contactId);
      return compositionOf(one, await one.facts(), { mayCopyTo, hasDevice, lastInInbox });
    }),
  );
  return channel.composeEach === undefined
    ? Promise.allSettled(compositions.map((one) => channel.compose(renderer, one)))
    : channel.composeEach(renderer, compositions);
}

/** A member's message, by one of the broadcast's. */
export function wantedMessage(
  { run, step, published, facts }: Broadcast,
  message: BlockMessage,
  { id, contact }: Addressee,
  broadcastId?: string,
): WantedMessage {
  const wanted: WantedMessage = {
    id,
    run,
    step,
    published,
    message,
    contactId: contact.id,
    facts: () => Promise.resolve({ ...facts, contact }),
  };
  return broadcastId === undefined ? wanted : { ...wanted, broadcastId };
}
