import { permissionOf } from "../../db/contacts/contact-topics.ts";
import { otherOwnerOf } from "../../db/contacts/unowned-identities.ts";
import type { Sql } from "../../db/core/database.ts";
import type { IdentityKind } from "../../domain/identity.ts";

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

/**
 * Whether a contact may be sent a message at an address, which may be another contact's: then that
 * one must not have unsubscribed either.
 */
export async function mayReceiveAt(
  sql: Sql,
  contactId: string,
  { kind, value }: { kind: IdentityKind | null; value: string },
  wish: { topic?: string | null | undefined; transactional: boolean },
): Promise<SendPermission> {
  const isBound = !wish.transactional || (wish.topic ?? null) !== null;
  const owner =
    kind === null || !isBound ? null : await otherOwnerOf(sql, contactId, { kind, value });
  if (owner === null) return { ok: true };
  const permission = await permissionOf(sql, owner, wish.topic ?? null);
  if (permission?.unsubscribed === true && !wish.transactional) {
    const reason = "the address belongs to another contact, who has unsubscribed from marketing";
    return { ok: false, reason: `${reason} messages` };
  }
  if (permission?.state === "unsubscribed") {
    const reason = `the address belongs to another contact, who has unsubscribed from the topic`;
    return { ok: false, reason: `${reason} "${wish.topic}"` };
  }
  return { ok: true };
}
