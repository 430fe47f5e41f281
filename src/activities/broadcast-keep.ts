import type { MessageDecision } from "../blocks/block.ts";
import { lockPresent } from "../db/contacts/contacts-present.ts";
import {
  asNewlyKept,
  dropHeldMessage,
  insertMessage,
  insertMessages,
  keepHeldMessages,
} from "../db/messages/message-rows.ts";
import { removeWaiters } from "../db/messages/pressure-waiting.ts";
import { endAttempts } from "../db/runs/block-attempts.ts";
import { sayMessage } from "../domain/sentences/message-sentences.ts";
import { restarting } from "../rendering/restarting.ts";
import type { ComposedPage } from "./broadcast-compose.ts";
import { composePage, wantedMessage } from "./broadcast-compose.ts";
import type { Addressee, Broadcast, KeptMessage } from "./broadcast-member.ts";
import { requireAnyChannel } from "./broadcast-channels.ts";
import type { MessageDependencies } from "./message-pipeline.ts";
import { makeMessage } from "./message-pipeline.ts";
import { holdBackEach } from "./pressure-gate.ts";
import { withContent } from "./step-content.ts";

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
  const { db } = deps;
  const { step } = given;
  requireAnyChannel(deps, given);
  const askedAt = Date.now();
  const composed: ComposedPage = { made: [], unreached: [], parts: [], fault: undefined };
  try {
    await composePage(deps, given, broadcastId, addressees, composed);
    const heldBefore = new Set(addressees.filter((one) => one.wasHeld).map(({ id }) => id));
    const { unreached, parts, fault } = composed;
    const { go, goneCount } = await db.tx(async (sql) => {
      const present = await lockPresent(
        sql,
        composed.made.map(({ message }) => message.contactId),
      );
      const made = composed.made.filter(({ message }) => present.has(message.contactId));
      const { go: free, held } = await holdBackEach(sql, made);
      await Promise.all([
        insertMessages(sql, free),
        keepHeldMessages(sql, held),
        removeWaiters(
          sql,
          free.flatMap(({ id }) => (heldBefore.has(id) ? [id] : [])),
        ),
        endAttempts(sql, step, parts),
        ...unreached.map(({ addressee, why }) =>
          addressee.wasHeld ? dropHeldMessage(sql, addressee.id, why) : undefined,
        ),
      ]);
      return { go: free, goneCount: composed.made.length - made.length };
    });
    const skipped = unreached.filter(({ addressee }) => !addressee.wasHeld).length + goneCount;
    return {
      messages: go.map((kept) => ({ message: { ...kept, ...asNewlyKept }, askedAt })),
      skipped,
      fault,
    };
  } catch (error) {
    // An answer, too. Where Postgres is away, one more is counted than has died.
    await endAttempts(db, step, composed.parts).catch(() => undefined);
    throw error;
  }
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
  const { id, contact, inOrder, wasHeld } = addressee;
  return withContent(deps, { step, part: contact.id }, async (content) =>
    restarting(content.renderer, (renderer) =>
      deps.db.tx(async (sql) => {
        const end = async (state: MessageDecision["state"]) => {
          await content.settle(sql);
          return state;
        };
        const isPresent = (await lockPresent(sql, [contact.id])).has(contact.id);
        const why: string[] = isPresent ? [] : [sayMessage("anotherOneNow")];
        for (const message of isPresent ? inOrder : []) {
          const wanted = wantedMessage(given, message, addressee, broadcastId);
          const { message: made, decision } = await makeMessage(
            deps.channels,
            sql,
            renderer,
            wanted,
          );
          if (decision.state === "not sent") {
            why.push(decision.detail);
            continue;
          }
          if (made !== undefined) {
            await insertMessage(sql, made);
            if (wasHeld) await removeWaiters(sql, [id]);
          }
          return end(decision.state);
        }
        if (wasHeld) await dropHeldMessage(sql, id, why.join("; "));
        return end("not sent");
      }),
    ),
  );
}
