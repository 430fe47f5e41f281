import type { Composed, Composition } from "../channels/adapter.ts";
import type { SendingChannel } from "../channels/open.ts";
import { contactsWithDevice } from "../db/contacts/contact-devices.ts";
import { insertMessage, insertMessages } from "../db/messages/message-rows.ts";
import { beginAttempts, endAttempts } from "../db/runs/block-attempts.ts";
import type { ContactFacts } from "../domain/facts.ts";
import { countMessage } from "../platform/telemetry/count-message.ts";
import type { Renderer } from "../rendering/renderer.ts";
import { mayReceiveAt, mayReceiveEach, mayReceiveEachAt } from "../services/topics/may-receive.ts";
import type { Broadcast, KeptMessage } from "./broadcast-member.ts";
import type { MessageDependencies, WantedMessage } from "./message-pipeline.ts";
import {
  compositionOf,
  contentFailure,
  makeMessage,
  newMessage,
  requireChannel,
} from "./message-pipeline.ts";
import { withContent } from "./step-content.ts";

/** A member whose message is to be made. */
export interface Addressee {
  /** The message's id. */
  id: string;
  contact: ContactFacts;
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
  const { channel: name, settings } = message;
  const channel = requireChannel(deps, name);
  const askedAt = Date.now();
  const page: KeptPage = { messages: [], skipped: 0, fault: undefined };
  const skip = (): void => {
    page.skipped++;
    countMessage(db, { channel: name, test: false }, "not_sent");
  };

  // Whatever else keeps a contact from being written to (a cap, say) is asked here, for the page.
  const may = await mayReceiveEach(
    db,
    addressees.map(({ contact }) => contact.id),
    settings,
  );
  const wanted: WantedMessage[] = [];
  for (const { id, contact } of addressees) {
    if (may.get(contact.id)?.ok === true) {
      wanted.push(wantedMessage(given, { id, contact }, broadcastId));
    } else skip();
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
      else skip();
    }
    const mayThere = await mayReceiveEachAt(
      db,
      channel.description.address.identity,
      fine.map(({ one, mail }) => ({ contactId: one.contactId, value: mail.recipient })),
      settings,
    );
    for (const { one, mail } of fine) {
      if (mayThere.get(one.contactId)?.ok !== true) skip();
      else {
        const made = newMessage(one, { channel: name }, mail);
        page.messages.push({ message: { ...made, state: "queued" }, askedAt });
      }
    }
    await db.tx((sql) =>
      Promise.all([
        insertMessages(
          sql,
          page.messages.map(({ message: made }) => made),
        ),
        endAttempts(sql, step, parts),
      ]),
    );
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
  const { name, address } = channel.description;
  const { identity: kind } = address;
  let reached: Promise<Set<string>> | undefined;
  /** For the whole page, with the first who is asked about. */
  const withDevice = (): Promise<Set<string>> =>
    (reached ??= contactsWithDevice(
      db,
      name,
      wanted.map(({ contactId }) => contactId),
    ));
  const compositions = await Promise.all(
    wanted.map(async (one): Promise<Composition> => {
      const mayCopyTo = async (value: string): Promise<boolean> =>
        (await mayReceiveAt(db, one.contactId, { kind, value }, one.message.settings)).ok;
      const hasDevice = async (): Promise<boolean> => (await withDevice()).has(one.contactId);
      return compositionOf(one, await one.facts(), { mayCopyTo, hasDevice });
    }),
  );
  return channel.composeEach === undefined
    ? Promise.allSettled(compositions.map((one) => channel.compose(renderer, one)))
    : channel.composeEach(renderer, compositions);
}

/**
 * Makes and keeps one member's message by itself: a test launch's, or where an attempt has died with
 * this member's content. @returns false when there is none for this member
 */
export async function keepAlone(
  deps: MessageDependencies,
  given: Broadcast,
  addressee: Addressee,
  broadcastId?: string,
): Promise<boolean> {
  const { step } = given;
  return withContent(deps, { step, part: addressee.contact.id }, async (content) => {
    const wanted = wantedMessage(given, addressee, broadcastId);
    const { message } = await makeMessage(deps.channels, deps.db, content.renderer, wanted);
    if (message !== undefined) await insertMessage(deps.db, message);
    await content.settle(deps.db);
    return message !== undefined;
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
