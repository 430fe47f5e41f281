import { permissionOf } from "../../db/contacts/contact-topics.ts";
import type { Sql } from "../../db/core/database.ts";

export type SendPermission = { ok: true } | { ok: false; reason: string };

/**
 * Whether a contact may be sent a message. Who has unsubscribed from everything gets transactional
 * ones only; who has unsubscribed from a topic gets none about it, and of an opt-in topic only who
 * has subscribed gets any. Ask in the transaction that keeps the message.
 */
export async function mayReceive(
  sql: Sql,
  contactId: string,
  { topic, transactional }: { topic?: string | null | undefined; transactional: boolean },
): Promise<SendPermission> {
  const permission = await permissionOf(sql, contactId, topic ?? null);
  if (permission === null) return { ok: false, reason: "there is no such contact" };
  const { unsubscribed, state, optIn } = permission;
  if (unsubscribed && !transactional) {
    return { ok: false, reason: "the contact has unsubscribed from marketing messages" };
  }
  if (topic === undefined || topic === null) return { ok: true };
  if (state === "unsubscribed") {
    return { ok: false, reason: `the contact has unsubscribed from the topic "${topic}"` };
  }
  if (optIn === true && state !== "subscribed") {
    return { ok: false, reason: `the contact has not subscribed to the topic "${topic}"` };
  }
  return { ok: true };
}
