import type { MessageDependencies } from "./message-pipeline.ts";
import { withWillingCopies } from "./kept-consent.ts";
import { mayReceiveEach, mayReceiveEachAt, wishOf } from "../services/topics/may-receive.ts";
import type { Broadcast, Consent, KeptMessage } from "./broadcast-member.ts";

/** For how long it holds that somebody may be written to. */
const consentHoldsMs = 2_000;

/**
 * What the contacts of kept messages have said: a page may take long to be sent, and one that was put
 * off waits for days. So all of them are asked again, together, when the last answer has become old.
 */
export function consentOf(
  { db, channels }: MessageDependencies,
  { message }: Broadcast,
  kept: readonly KeptMessage[],
): Consent {
  let askedAt = Math.min(...kept.map((one) => one.askedAt));
  let refusals = new Map<string, string>();
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    const now = Date.now();
    const wish = wishOf(message);
    const [may, mayThere] = await Promise.all([
      mayReceiveEach(
        db,
        kept.map((one) => one.message.contactId),
        wish,
      ),
      mayReceiveEachAt(
        db,
        kept.map((one) => ({ contactId: one.message.contactId, value: one.message.recipient })),
        wish,
      ),
    ]);
    refusals = new Map(
      kept.flatMap(({ message: { id, contactId } }) => {
        const refused = [may.get(contactId), mayThere.get(contactId)].find(
          (one) => one?.ok === false,
        );
        return refused?.ok === false ? [[id, refused.reason] as const] : [];
      }),
    );
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
