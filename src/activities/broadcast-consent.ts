import type { Sql } from "../db/core/database.ts";
import type { MessageRecord } from "../db/messages/message-rows.ts";
import type { MessageWish } from "../services/topics/may-receive.ts";
import { mayReceiveEach, mayReceiveEachAt } from "../services/topics/may-receive.ts";
import type { Consent, KeptMessage } from "./broadcast-member.ts";
import { keptWish, withWillingCopies } from "./kept-consent.ts";
import type { MessageDependencies } from "./message-pipeline.ts";

/** For how long it holds that somebody may be written to. */
const consentHoldsMs = 2_000;

/**
 * What the contacts of kept messages have said: a page may take long to be sent, and one that was put
 * off waits for days. So all of them are asked again, together, when the last answer has become old.
 */
export function consentOf(
  { db, channels }: MessageDependencies,
  kept: readonly KeptMessage[],
): Consent {
  const alike = alikeIn(kept);
  let askedAt = Math.min(...kept.map((one) => one.askedAt));
  let refusals = new Map<string, string>();
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    const now = Date.now();
    refusals = new Map((await Promise.all(alike.map((some) => refusalsOf(db, some)))).flat());
    askedAt = now;
  }

  const madeAt = new Map(kept.map((one) => [one.message.id, one.askedAt]));
  return {
    withWillingCopies: async (made) => {
      const isFresh = Date.now() - (madeAt.get(made.id) ?? 0) <= consentHoldsMs;
      return isFresh ? made : withWillingCopies(channels, db, made);
    },
    refusalOf: async (messageId) => {
      if (Date.now() - askedAt > consentHoldsMs) {
        await (asking ??= ask().finally(() => (asking = undefined)));
      }
      return refusals.get(messageId) ?? null;
    },
  };
}

/** Messages of one channel and topic, of which one question is asked. */
interface Alike {
  wish: MessageWish;
  messages: MessageRecord[];
}

function alikeIn(kept: readonly KeptMessage[]): Alike[] {
  const found = new Map<string, Alike>();
  for (const { message } of kept) {
    const wish = keptWish(message);
    const key = JSON.stringify(wish);
    const some = found.get(key) ?? { wish, messages: [] };
    some.messages.push(message);
    found.set(key, some);
  }
  return [...found.values()];
}

/** Why some may not be sent any more, by their ids. */
async function refusalsOf(db: Sql, { wish, messages }: Alike): Promise<[string, string][]> {
  const [may, mayThere] = await Promise.all([
    mayReceiveEach(
      db,
      messages.map(({ contactId }) => contactId),
      wish,
    ),
    mayReceiveEachAt(
      db,
      messages.map(({ contactId, recipient }) => ({ contactId, value: recipient })),
      wish,
    ),
  ]);
  return messages.flatMap(({ id, contactId }): [string, string][] => {
    const refused = [may.get(contactId), mayThere.get(contactId)].find((one) => one?.ok === false);
    return refused?.ok === false ? [[id, refused.reason]] : [];
  });
}
