import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { topicKeysOf } from "../../db/contacts/topics.ts";
import { refreshConfirmationMail } from "../topics/confirmation-mail.ts";
import { sayOrAsk } from "../topics/ask-to-confirm.ts";
import { raiseEvents } from "../events/raise.ts";
import { newId } from "../../platform/new-id.ts";
import { withNames } from "../../domain/nameless-ids.ts";
import { registerTypes } from "../../db/events/bindings-for-events.ts";
import { numberOf } from "../numeric-ids/numeric-ids.ts";
import { joinSegments } from "../segments/members.ts";
import type { ContactUpload } from "./upsert.ts";
import { upsertInTransaction } from "./upsert.ts";

export interface Subscription extends ContactUpload {
  segments: readonly string[];
  /** The keys or names of topics; those with double opt-in are to be confirmed. */
  topics: readonly string[];
  /** Which form it was; ends the key of the event. */
  form: string | null;
}

/**
 * Takes what somebody wrote into a subscription form: the contact, its segments and the event, in
 * one transaction. Its address stays unconfirmed until its owner confirms it (the block
 * `confirmContact`, in a workflow that the event starts).
 * @throws AppError `invalid` for a topic that doesn't exist
 */
export async function subscribeContact(
  context: ServiceContext,
  { segments, topics, form, ...upload }: Subscription,
): Promise<{ contactId: string; made: boolean }> {
  if (topics.length > 0) await refreshConfirmationMail(context);
  return context.transaction(async (context) => {
    const upserted = await upsertInTransaction(context, upload);
    const memberships = segments.map((segment) => ({ contactId: upserted.contactId, segment }));
    await joinSegments(context, memberships);
    const keys = await knownTopics(context, topics);
    for (const topic of keys.toSorted()) {
      const word = { topic, channel: null, state: "subscribed" } as const;
      await sayOrAsk(context, upserted.contactId, word, { source: "form" });
    }
    const typeKey = subscriptionKey(upserted.made, form);
    const category = "subscribe_unsubscribe";
    await registerTypes(context.sql, [{ id: newId(), key: typeKey, category, source: "api" }]);
    const keyValue = String(await numberOf(context, "contact", upserted.contactId));
    const params: Record<string, unknown> = { formType: form, groups: [...segments] };
    if (keys.length > 0) params["topics"] = keys;
    for (const { kind, value } of withNames(upload.identities)) params[kind] = value;
    const event = { typeKey, keyValue, params, identities: [], source: "subscription" };
    await raiseEvents(context, [{ ...event, knownContactId: upserted.contactId }]);
    return { contactId: upserted.contactId, made: upserted.made };
  });
}

async function knownTopics(context: ServiceContext, given: readonly string[]): Promise<string[]> {
  if (given.length === 0) return [];
  const keys = new Set<string>();
  for (const topic of await topicKeysOf(context.sql, given)) {
    if (topic.key === null) throw new AppError("invalid", `there is no topic "${topic.given}"`);
    keys.add(topic.key);
  }
  return [...keys];
}

/** The key of the event that a subscription raises. */
export function subscriptionKey(made: boolean, form: string | null): string {
  const key = made ? "subscribeFromApi" : "subscribeUpdateFromApi";
  return form === null ? key : `${key}-${form}`;
}
