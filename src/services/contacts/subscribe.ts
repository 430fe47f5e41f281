import { v7 } from "uuid";
import { registerTypes } from "../../db/events/bindings-for-events.ts";
import type { Database } from "../../db/core/database.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { IngestInTransaction } from "../events/keep-events.ts";
import { numberOf } from "../numeric-ids/number.ts";
import { joinSegments } from "../segments/join.ts";
import type { ContactUpload } from "./upsert.ts";
import { upsertInTransaction } from "./upsert.ts";

export interface Subscription extends ContactUpload {
  segments: readonly string[];
  /** Which form it was; ends the key of the event. */
  form: string | null;
}

/**
 * Takes what somebody wrote into a subscription form: the contact, its segments and the event, in
 * one transaction. Its address stays unconfirmed until its owner confirms it (the block
 * `confirmContact`, in a workflow that the event starts).
 */
export async function subscribeContact(
  db: Database,
  keepEvents: IngestInTransaction,
  { segments, form, ...upload }: Subscription,
): Promise<{ contactId: string; made: boolean }> {
  const { contactId, made } = await db.tx(async (sql) => {
    const upserted = await upsertInTransaction(sql, keepEvents, upload);
    const memberships = segments.map((segment) => ({ contactId: upserted.contactId, segment }));
    await joinSegments(sql, memberships);
    const typeKey = subscriptionKey(upserted.made, form);
    const category = "subscribe_unsubscribe";
    await registerTypes(sql, [{ id: v7(), key: typeKey, category, source: "api" }]);
    const keyValue = String(await numberOf(sql, "contact", upserted.contactId));
    const params: Record<string, unknown> = { formType: form, groups: [...segments] };
    for (const { kind, value } of upload.identities) params[kind] = value;
    const event = { typeKey, keyValue, params, identities: [], source: "subscription" };
    await keepEvents(sql, [{ ...event, knownContactId: upserted.contactId }]);
    return upserted;
  });
  await notifyDispatchers(db);
  return { contactId, made };
}

/** The key of the event that a subscription raises. */
export function subscriptionKey(made: boolean, form: string | null): string {
  const key = made ? "subscribeFromApi" : "subscribeUpdateFromApi";
  return form === null ? key : `${key}-${form}`;
}
