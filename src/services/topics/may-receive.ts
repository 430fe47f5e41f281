import type { Permission } from "../../db/contacts/contact-topics.ts";
import { permissionsOf } from "../../db/contacts/contact-topics.ts";
import { otherOwnersOf } from "../../db/contacts/unowned-identities.ts";
import type { Sql } from "../../db/core/database.ts";
import type { IdentityKind } from "../../domain/identity.ts";
import { required } from "../../domain/required.ts";

export type SendPermission = { ok: true } | { ok: false; reason: string };

/** What a message is, as far as it bears on who may get it. */
export interface MessageWish {
  topic?: string | null | undefined;
  transactional: boolean;
}

/** A contact, and where it is to be written to. */
export interface Addressed {
  contactId: string;
  value: string;
}

/**
 * Whether a contact may be sent a message. Who has unsubscribed from everything gets transactional
 * ones only; who has unsubscribed from a topic gets none about it, and of an opt-in topic only who
 * has subscribed gets any. Ask in the transaction that keeps the message.
 */
export async function mayReceive(
  sql: Sql,
  contactId: string,
  wish: MessageWish,
): Promise<SendPermission> {
  const each = await mayReceiveEach(sql, [contactId], wish);
  return required(each.get(contactId), "a permission");
}

/** The same for several contacts, by id. */
export async function mayReceiveEach(
  sql: Sql,
  contactIds: readonly string[],
  wish: MessageWish,
): Promise<Map<string, SendPermission>> {
  const permissions = await permissionsOf(sql, contactIds, wish.topic ?? null);
  return new Map(contactIds.map((id) => [id, ownPermission(permissions.get(id), wish)]));
}

/**
 * Whether a contact may be sent a message at an address, which may be another contact's: then that
 * one must not have unsubscribed either.
 */
export async function mayReceiveAt(
  sql: Sql,
  contactId: string,
  { kind, value }: { kind: IdentityKind | null; value: string },
  wish: MessageWish,
): Promise<SendPermission> {
  const each = await mayReceiveEachAt(sql, kind, [{ contactId, value }], wish);
  return required(each.get(contactId), "a permission");
}

/** The same for several contacts with an address each, by contact. */
export async function mayReceiveEachAt(
  sql: Sql,
  kind: IdentityKind | null,
  addressed: readonly Addressed[],
  wish: MessageWish,
): Promise<Map<string, SendPermission>> {
  const isBound = !wish.transactional || (wish.topic ?? null) !== null;
  const owners =
    kind === null || !isBound
      ? new Map<string, string>()
      : await otherOwnersOf(sql, kind, addressed);
  const permissions =
    owners.size === 0
      ? new Map<string, Permission>()
      : await permissionsOf(sql, [...new Set(owners.values())], wish.topic ?? null);
  return new Map(
    addressed.map(({ contactId }) => {
      const owner = owners.get(contactId);
      const permission = owner === undefined ? undefined : permissions.get(owner);
      return [contactId, ownersPermission(permission, wish)];
    }),
  );
}

function ownPermission(
  permission: Permission | undefined,
  { topic, transactional }: MessageWish,
): SendPermission {
  if (permission === undefined) return { ok: false, reason: "there is no such contact" };
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

/** @param permission of the one to whom the address belongs; undefined: to the contact, or to nobody */
function ownersPermission(
  permission: Permission | undefined,
  { topic, transactional }: MessageWish,
): SendPermission {
  if (permission?.unsubscribed === true && !transactional) {
    const reason = "the address belongs to another contact, who has unsubscribed from marketing";
    return { ok: false, reason: `${reason} messages` };
  }
  if (permission?.state === "unsubscribed") {
    const reason = `the address belongs to another contact, who has unsubscribed from the topic`;
    return { ok: false, reason: `${reason} "${topic}"` };
  }
  return { ok: true };
}
