import type { MessageDecision } from "../blocks/block.ts";
import type { Composed, Composition } from "../channels/adapter.ts";
import type { SendingChannel } from "../channels/open.ts";
import { contactsWithDevice } from "../db/contacts/contact-devices.ts";
import { lastInboxUses } from "../db/contacts/in-app-inboxes.ts";
import type { MessageRecord, NewMessage } from "../db/messages/message-rows.ts";
import {
  dropHeldMessage,
  insertMessage,
  insertMessages,
  keepHeldMessages,
} from "../db/messages/message-rows.ts";
import { removeWaiters } from "../db/messages/pressure-waiting.ts";
import { beginAttempts, endAttempts } from "../db/runs/block-attempts.ts";
import type { ContactFacts } from "../domain/facts.ts";
import { countMessage } from "../platform/telemetry/count-message.ts";
import type { Renderer } from "../rendering/renderer.ts";
import { restarting } from "../rendering/restarting.ts";
import type { PressureWish } from "../services/pressure/gate.ts";
import {
  mayReceiveAt,
  mayReceiveEach,
  mayReceiveEachAt,
  wishOf,
} from "../services/topics/may-receive.ts";
import type { Broadcast, KeptMessage } from "./broadcast-member.ts";
import type { MessageDependencies, WantedMessage } from "./message-pipeline.ts";
import { requireChannel } from "./message-delivery.ts";
import { compositionOf, contentFailure, makeMessage, newMessage } from "./message-pipeline.ts";
import { holdBackEach, pressureWish } from "./pressure-gate.ts";
import { withContent } from "./step-content.ts";

/** A member whose message is to be made. */
export interface Addressee {
  /** The message's id. */
  id: string;
  contact: ContactFacts;
  /** Whether its message was held back before: it is a message already, and no skipped member. */
  wasHeld: boolean;
}

/** What a page's messages have come to before they are sent. */
export interface KeptPage {
  messages: KeptMessage[];
  /** Members who get none, for a reason of their own. */
  skipped: number;
  /** The first fault of the content; the others' messages are kept all the same. */
  fault: Error | undefined;
}

/**
 * Makes and keeps the messages of a page, a statement each for all of them: may they go, what do they
 * say, they are kept. That their content is worked on is noted for each member, so that whoever goes
 * on after a death knows whom it may have been about, and makes those one by one (`keepAlone`).
 */
export async function keepTogether(
  deps: MessageDependencies,
  given: Broadcast,
  broadcastId: string,
  addressees: readonly Addressee[],
): Promise<KeptPage> {
  const { db, renderer } = deps;
  const { step, message } = given;
  const { channel: name } = message;
  const wish = wishOf(message);
  const channel = requireChannel(deps, name);
  const askedAt = Date.now();
  const page: KeptPage = { messages: [], skipped: 0, fault: undefined };
  const heldBefore = new Set(addressees.filter((one) => one.wasHeld).map(({ id }) => id));
  const refused: { id: string; why: string }[] = [];
  const skip = (id: string, why: string): void => {
    countMessage(db, { channel: name, test: false }, "not_sent");
    if (heldBefore.has(id)) refused.push({ id, why });
    else page.skipped++;
  };

  const may = await mayReceiveEach(
    db,
    addressees.map(({ contact }) => contact.id),
    wish,
  );
  const wanted: WantedMessage[] = [];
  for (const addressee of addressees) {
    const permission = may.get(addressee.contact.id);
    if (permission?.ok === true) wanted.push(wantedMessage(given, addressee, broadcastId));
    else skip(addressee.id, permission?.reason ?? "there is no such contact");
  }
  const parts = wanted.map(({ contactId }) => contactId);
  await beginAttempts(db, step, parts);
  try {
    const composed = await composeEach(deps, channel, renderer, wanted);
    const fine: { one: WantedMessage; mail: Extract<Composed, { outcome: "composed" }> }[] = [];
    for (const [index, one] of wanted.entries()) {
      const result = composed[index];
      if (result?.status === "rejected") page.fault ??= contentFailure(result.reason);
      else if (result?.value.outcome === "composed") fine.push({ one, mail: result.value });
      else skip(one.id, result?.value.detail ?? "there is no message");
    }
    const mayThere = await mayReceiveEachAt(
      db,
      fine.map(({ one, mail }) => ({ contactId: one.contactId, value: mail.recipient })),
      wish,
    );
    const made: { message: NewMessage; wish: PressureWish | null }[] = [];
    for (const { one, mail } of fine) {
      const there = mayThere.get(one.contactId);
      if (there?.ok === true) {
        made.push({
          message: newMessage(one, { channel: name }, mail),
          wish: pressureWish(one, message, await one.facts()),
        });
      } else skip(one.id, there?.reason ?? "the address belongs to nobody");
    }
    const free = await db.tx(async (sql) => {
      const { go, held } = await holdBackEach(sql, made);
      await Promise.all([
        insertMessages(sql, go),
        keepHeldMessages(sql, held),
        removeWaiters(
          sql,
          go.flatMap(({ id }) => (heldBefore.has(id) ? [id] : [])),
        ),
        endAttempts(sql, step, parts),
        ...refused.map(({ id, why }) => dropHeldMessage(sql, id, why)),
      ]);
      return go;
    });
    for (const kept of free) {
      const record: MessageRecord = { ...kept, state: "queued", gavePlaceBack: false };
      page.messages.push({ message: record, askedAt });
    }
  } catch (error) {
    // An answer, too. Where Postgres is away, one more is counted than has died.
    await endAttempts(db, step, parts).catch(() => undefined);
    throw error;
  }
  return page;
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

/**
 * Makes and keeps one member's message by itself: a test launch's, or where an attempt has died with
 * this member's content. @returns whether there is one to be sent now
 */
export async function keepAlone(
  deps: MessageDependencies,
  given: Broadcast,
  addressee: Addressee,
  broadcastId?: string,
): Promise<MessageDecision["state"]> {
  const { step } = given;
  return withContent(deps, { step, part: addressee.contact.id }, async (content) => {
    const wanted = wantedMessage(given, addressee, broadcastId);
    return restarting(content.renderer, (renderer) =>
      deps.db.tx(async (sql) => {
        const { message, decision } = await makeMessage(deps.channels, sql, renderer, wanted);
        if (message !== undefined) {
          await insertMessage(sql, message);
          if (addressee.wasHeld) await removeWaiters(sql, [addressee.id]);
        } else if (addressee.wasHeld && decision.state === "not sent") {
          await dropHeldMessage(sql, addressee.id, decision.detail);
        }
        await content.settle(sql);
        return decision.state;
      }),
    );
  });
}

function wantedMessage(
  { run, step, published, facts, message }: Broadcast,
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
