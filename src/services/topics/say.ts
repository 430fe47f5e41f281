import {
  clearTopicState,
  clearTopicStateByChannel,
  ensureTopic,
  lockContacts,
  setChannelUnsubscribed,
  setTopicState,
  setTopicStateByChannel,
  setUnsubscribed,
} from "../../db/contacts/consent-words.ts";
import type { LoggedState } from "../../db/contacts/consent-log.ts";
import { logConsent } from "../../db/contacts/consent-log.ts";
import { dropConfirmations } from "../../db/contacts/topic-confirmations.ts";
import type { Sql } from "../../db/core/database.ts";
import { numbersOf } from "../../db/core/numeric-ids.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { ConsentSource, ConsentWord } from "../../domain/consent.ts";
import { ingestInTransaction } from "../../ingest/ingest-in-transaction.ts";
import type { ServiceContext } from "../context.ts";

/** What is behind a change of consent. */
export interface ConsentOrigin {
  source: ConsentSource;
  /** Whose link was followed, or what was reported. */
  messageId?: string;
  /** Whose block it was. */
  runId?: string;
  /** One more than the hops of that run. */
  hops?: number;
}

/**
 * Notes what contacts say, with an entry in the log of consent and an event for each of whom it is a
 * change: in one transaction, which is the caller's.
 * @returns for whom it was a change
 */
export async function sayWord(
  sql: Sql,
  contactIds: readonly string[],
  word: ConsentWord,
  origin: ConsentOrigin,
): Promise<string[]> {
  if (contactIds.length === 0) return [];
  const ids = [...new Set(contactIds)].toSorted();
  await lockContacts(sql, ids);
  const changed = await write(sql, ids, word);
  if (changed.length > 0) await tell(sql, changed.toSorted(), word, origin);
  return changed;
}

/** The same for a service, which thereby tells the dispatchers after its commit. */
export async function say(
  context: ServiceContext,
  contactIds: readonly string[],
  word: ConsentWord,
  origin: ConsentOrigin,
): Promise<string[]> {
  const changed = await sayWord(context.sql, contactIds, word, origin);
  if (changed.length > 0) await context.afterCommit(notifyDispatchers);
  return changed;
}

async function write(
  sql: Sql,
  ids: readonly string[],
  { topic: key, channel, state }: ConsentWord,
): Promise<string[]> {
  if (key === null) {
    const unsubscribed = state === "unsubscribed";
    return channel === null
      ? setUnsubscribed(sql, ids, unsubscribed)
      : setChannelUnsubscribed(sql, ids, channel, unsubscribed);
  }
  await dropConfirmations(sql, ids, key, channel);
  if (state === null) {
    return channel === null
      ? clearTopicState(sql, ids, key)
      : clearTopicStateByChannel(sql, ids, key, channel);
  }
  await ensureTopic(sql, key);
  return channel === null
    ? setTopicState(sql, ids, key, state)
    : setTopicStateByChannel(sql, ids, { key, channel, state });
}

async function tell(
  sql: Sql,
  ids: readonly string[],
  { topic, channel, state }: ConsentWord,
  { source, messageId, runId, hops }: ConsentOrigin,
): Promise<void> {
  const logged: LoggedState = state ?? (topic === null ? "subscribed" : "forgotten");
  await logConsent(
    sql,
    ids.map((contactId) => ({
      contactId,
      topic,
      channel,
      state: logged,
      source,
      messageId: messageId ?? null,
      runId: runId ?? null,
    })),
  );
  // What is forgotten is neither: who had said nothing before is back where they were.
  if (logged !== "subscribed" && logged !== "unsubscribed") return;
  const numbers = await numbersOf(sql, "contact", ids);
  await ingestInTransaction(
    sql,
    ids.map((contactId) => ({
      typeKey: logged,
      keyValue: String(numbers.get(contactId)),
      params: { topic, channel, source, ...(messageId !== undefined && { messageId }) },
      identities: [],
      knownContactId: contactId,
      source: "consent",
      ...(hops !== undefined && { hops }),
    })),
  );
}
