import type { PresentedDevice, WrittenDevice } from "../../contract/api/devices.ts";
import { AppError } from "../../contract/errors.ts";
import type { DeviceRow, NewDevice } from "../../db/contacts/contact-devices.ts";
import { devicesOfContact, dropDevice, writeDevice } from "../../db/contacts/contact-devices.ts";
import { contactById } from "../../db/contacts/contacts.ts";
import type { Sql } from "../../db/core/database.ts";
import type { Identity } from "../../domain/identity.ts";
import { parseIdentity } from "../../domain/identity.ts";
import { newId } from "../../platform/new-id.ts";
import { noContact } from "../contacts/contacts.ts";
import type { ContactUpload } from "../contacts/upsert.ts";
import { upsertInTransaction } from "../contacts/upsert.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Notes that a contact, which is found or made, takes notifications by a device. A phone's token also
 * becomes an identity of the contact: events that name nothing else find it.
 */
export async function registerDevice(
  context: ServiceContext,
  { contact, device }: { contact: ContactUpload; device: WrittenDevice },
): Promise<PresentedDevice> {
  return context.transaction(async (inside) => {
    const identities = [...contact.identities, ...identitiesOf(device, contact.identities)];
    const { contactId } = await upsertInTransaction(inside, { ...contact, identities });
    return presented(await keepDevice(inside.sql, contactId, device));
  });
}

/**
 * The same for a contact that is there.
 * @throws AppError `not_found`
 */
export async function registerDeviceOf(
  context: ServiceContext,
  contactId: string,
  device: WrittenDevice,
): Promise<PresentedDevice> {
  return context.transaction(async (inside) => {
    if ((await contactById(inside.sql, contactId, "for update")) === null) throw noContact();
    return presented(await keepDevice(inside.sql, contactId, device));
  });
}

/** The same within a transaction that holds the contact. */
export function keepDevice(sql: Sql, contactId: string, device: WrittenDevice): Promise<DeviceRow> {
  return writeDevice(sql, rowOf(contactId, device));
}

/** @throws AppError `not_found` */
export async function listDevices(
  context: ServiceContext,
  contactId: string,
): Promise<{ items: PresentedDevice[] }> {
  if ((await contactById(context.sql, contactId)) === null) throw noContact();
  const rows = await devicesOfContact(context.sql, contactId);
  return { items: rows.map(presented) };
}

/** @throws AppError `not_found` */
export async function removeDevice(
  context: ServiceContext,
  contactId: string,
  id: string,
): Promise<void> {
  if (!(await dropDevice(context.sql, contactId, id))) {
    throw new AppError("not_found", "the contact has no such device");
  }
}

function identitiesOf(device: WrittenDevice, given: readonly Identity[]): Identity[] {
  if (device.platform === "web" || given.some(({ kind }) => kind === "pushToken")) return [];
  const parsed = parseIdentity("pushToken", device.token);
  return parsed.outcome === "identity" ? [parsed.identity] : [];
}

function rowOf(contactId: string, device: WrittenDevice): NewDevice {
  const { platform, app = null, language = null } = device;
  const common = { id: newId(), contactId, platform, app, language };
  if (device.platform === "web") {
    const { endpoint: token, keys } = device.subscription;
    return { ...common, channel: "webPush", token, keys };
  }
  return { ...common, channel: "mobilePush", token: device.token, keys: null };
}

function presented({ keys: _keys, ...row }: DeviceRow): PresentedDevice {
  return row as PresentedDevice;
}
