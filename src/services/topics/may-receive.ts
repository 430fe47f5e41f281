import type { BlockMessage } from "../../blocks/message.ts";
import { channels } from "../../channels/registry.ts";
import { addressStandings } from "../../db/contacts/address-standings.ts";
import type { OwnAddress, Permission } from "../../db/contacts/permissions.ts";
import { permissionsOf } from "../../db/contacts/permissions.ts";
import type { Sql } from "../../db/core/database.ts";
import type { IdentityKind } from "../../domain/identity.ts";
import { required } from "../../domain/required.ts";
import type { MessageWish, SendPermission } from "./permission.ts";
import { addressPermission, ownersPermission, ownPermission } from "./permission.ts";

export type { MessageWish, SendPermission } from "./permission.ts";

/** A contact, and where it is to be written to. */
export interface Addressed {
  contactId: string;
  value: string;
}

/** What a block's message is, as far as it bears on who may get it. */
export function wishOf({ channel, settings }: BlockMessage): MessageWish {
  return { channel, topic: settings.topic ?? null, transactional: settings.transactional };
}

/** What a contact has said, and how its addresses stand. */
export interface Reach {
  /** Whether it may be sent the message at all. */
  may: SendPermission;
  /** Whether it may at an address, which may be another's: its own are known already. */
  mayAt(value: string): Promise<SendPermission>;
}

/** Ask in the transaction that keeps the message: one statement, where it goes to the contact's own address. */
export async function reachOf(sql: Sql, contactId: string, wish: MessageWish): Promise<Reach> {
  const permissions = await ask(sql, [contactId], wish, kindOf(wish));
  const permission = permissions.get(contactId);
  const own = new Map(
    (permission?.addresses ?? []).map((one): [string, OwnAddress] => [one.value, one]),
  );
  return {
    may: ownPermission(permission, wish),
    mayAt: async (value) => {
      const known = own.get(value);
      if (known !== undefined) return addressPermission(known.suppressed, wish);
      return mayReceiveAt(sql, contactId, value, wish);
    },
  };
}

/**
 * Whether a contact may be sent a message: see docs/guides/consent.md for what goes before what.
 * Where it is to go is another question (`mayReceiveAt`).
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
  const permissions = await ask(sql, contactIds, wish, null);
  return new Map(contactIds.map((id) => [id, ownPermission(permissions.get(id), wish)]));
}

/**
 * Whether a contact may be sent a message at an address: it must not be suppressed, and another
 * contact whose it is must not have unsubscribed either.
 */
export async function mayReceiveAt(
  sql: Sql,
  contactId: string,
  value: string,
  wish: MessageWish,
): Promise<SendPermission> {
  const each = await mayReceiveEachAt(sql, [{ contactId, value }], wish);
  return required(each.get(contactId), "a permission");
}

/** The same for several contacts with an address each, by contact. */
export async function mayReceiveEachAt(
  sql: Sql,
  addressed: readonly Addressed[],
  wish: MessageWish,
): Promise<Map<string, SendPermission>> {
  const about = { channel: wish.channel, kind: kindOf(wish) };
  const standings = await addressStandings(sql, about, addressed);
  const isBound = !wish.transactional || wish.topic !== null;
  const owners = isBound ? [...standings.values()].flatMap(({ ownerId }) => ownerId ?? []) : [];
  const permissions =
    owners.length === 0
      ? new Map<string, Permission>()
      : await ask(sql, [...new Set(owners)], wish, null);
  return new Map(
    addressed.map(({ contactId }) => {
      const { ownerId, suppressed } = required(standings.get(contactId), "a standing");
      const there = addressPermission(suppressed, wish);
      const owner = ownerId === null ? undefined : permissions.get(ownerId);
      return [contactId, there.ok ? ownersPermission(owner, wish) : there];
    }),
  );
}

function ask(
  sql: Sql,
  contactIds: readonly string[],
  { topic, channel }: MessageWish,
  kind: IdentityKind | null,
): Promise<Map<string, Permission>> {
  return permissionsOf(sql, contactIds, { topic, channel, kind });
}

function kindOf({ channel }: MessageWish): IdentityKind | null {
  return channels.get(channel)?.address.identity ?? null;
}
