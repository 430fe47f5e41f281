import { isUuid } from "../../domain/uuid.ts";
import { anyLength } from "../core/any-length.ts";
import type { Sql } from "../core/database.ts";
import type { Platform } from "../../domain/device.ts";
import { required } from "../../domain/required.ts";

/** What a browser's messages are encrypted with, as it gave it. */
export interface DeviceKeys {
  p256dh: string;
  auth: string;
}

export interface NewDevice {
  id: string;
  contactId: string;
  channel: string;
  /** By what its push service knows it: of a browser the address of its subscription. */
  token: string;
  keys: DeviceKeys | null;
  platform: Platform;
  app: string | null;
  language: string | null;
}

export interface DeviceRow extends NewDevice {
  createdAt: Date;
  lastSeenAt: Date;
}

const columns = `d.id, d.contact_id as "contactId", d.channel, d.token, d.keys, d.platform, d.app,
            d.language, d.created_at as "createdAt", d.last_seen_at as "lastSeenAt"`;

/** Keeps a device. One that is known becomes this contact's: whoever uses it now has told so. */
export async function writeDevice(sql: Sql, device: NewDevice): Promise<DeviceRow> {
  const { id, contactId, channel, token, keys, platform, app, language } = device;
  const rows = await sql.query<DeviceRow>(
    `insert into contact_devices as d (id, contact_id, channel, token, keys, platform, app, language)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (channel, token) do update
       set contact_id = excluded.contact_id, keys = excluded.keys, platform = excluded.platform,
           app = coalesce(excluded.app, d.app), language = coalesce(excluded.language, d.language),
           last_seen_at = now()
     returning ${columns}`,
    [
      id,
      contactId,
      channel,
      token,
      keys === null ? null : JSON.stringify(keys),
      platform,
      app,
      language,
    ],
  );
  return required(rows[0], "a device");
}

/** So many of a contact's get a message: whoever has more does not look at the oldest. */
const most = 20;

export async function devicesOfContact(sql: Sql, contactId: string): Promise<DeviceRow[]> {
  return sql.query<DeviceRow>(
    `select ${columns} from contact_devices d where d.contact_id = $1
      order by d.last_seen_at desc, d.id`,
    [contactId],
  );
}

/** The devices that a message goes to: those of its contact, also where that was merged meanwhile. */
export async function devicesOfMessage(sql: Sql, messageId: string): Promise<DeviceRow[]> {
  return sql.query<DeviceRow>(
    {
      name: "devices-of-message",
      text: `select ${columns} from messages m
               join contact_devices d on d.contact_id = m.contact_id and d.channel = m.channel
              where m.id = $1 order by d.last_seen_at desc, d.id limit ${most}`,
    },
    [messageId],
  );
}

/** A device by its id, or those of a contact by the contact's: for a message that tries a channel. */
export async function devicesToTry(sql: Sql, channel: string, id: string): Promise<DeviceRow[]> {
  if (!isUuid(id)) return [];
  return sql.query<DeviceRow>(
    `select ${columns} from contact_devices d
      where d.channel = $1 and (d.id = $2 or d.contact_id = $2)
      order by d.last_seen_at desc, d.id limit ${most}`,
    [channel, id],
  );
}

/** Which of some contacts have a device of a channel. */
export async function contactsWithDevice(
  sql: Sql,
  channel: string,
  contactIds: readonly string[],
): Promise<Set<string>> {
  if (contactIds.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(
    {
      name: "contacts-with-device",
      text: `select w.id from unnest($2::uuid[]) as w (id)
              where exists (select from contact_devices d
                             where d.contact_id = w.id and d.channel = $1)`,
    },
    [channel, contactIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Forgets devices that their push service does not know any more. */
export async function dropDevices(sql: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql.query(`delete from contact_devices where id = any(${anyLength("$1", "uuid")})`, [ids]);
}

/** @returns false where the contact has no such device */
export async function dropDevice(sql: Sql, contactId: string, id: string): Promise<boolean> {
  const rows = await sql.query(
    "delete from contact_devices where contact_id = $1 and id = $2 returning 1",
    [contactId, id],
  );
  return rows.length > 0;
}

/** @param contactId only where it is this contact's; null: whoever has it */
export async function dropDeviceByToken(
  sql: Sql,
  channel: string,
  token: string,
  contactId: string | null = null,
): Promise<void> {
  await sql.query(
    `delete from contact_devices
      where channel = $1 and token = $2 and ($3::uuid is null or contact_id = $3)`,
    [channel, token, contactId],
  );
}

/** Gives a device another token, as its push service has done. */
export async function replaceDeviceToken(
  sql: Sql,
  channel: string,
  before: string,
  { token, keys }: Pick<NewDevice, "token" | "keys">,
): Promise<void> {
  await sql.query(
    `update contact_devices set token = $3, keys = $4, last_seen_at = now()
      where channel = $1 and token = $2`,
    [channel, before, token, keys === null ? null : JSON.stringify(keys)],
  );
}
