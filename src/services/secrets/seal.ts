import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { SealingKey, SealingKeys } from "../../platform/config/sealing-keys.ts";

/**
 * AES-256-GCM. The first form is what releases without migration 0121 read: its number (1 byte), nonce
 * (12), tag (16), ciphertext. The second has the id of its key (4) behind its number.
 */
export type SealedForm = 1 | 2;

const ivBytes = 12;
const tagBytes = 16;
const idBytes = 4;
const cipherName = "aes-256-gcm";

export type Unsealed =
  | { outcome: "opened"; value: string; by: string; form: SealedForm }
  /** None of the keys is the one. `key`: its id; null: the value doesn't say, or isn't whole. */
  | { outcome: "key is missing"; key: string | null }
  /** Its key is there, and it was changed, or belongs elsewhere. */
  | { outcome: "damaged"; key: string };

/** The name is sealed with it, so that a row can't pose as another. */
export function seal(key: SealingKey, name: string, value: string, form: SealedForm): Buffer {
  const header = form === 1 ? Buffer.from([1]) : Buffer.from(`02${key.id}`, "hex");
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(cipherName, key.bytes, iv).setAAD(boundTo(header, name));
  const sealed = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
  return Buffer.concat([header, iv, cipher.getAuthTag(), sealed]);
}

/** By the key that a value names, or for one that names none by each of them. */
export function unseal(keys: SealingKeys | undefined, name: string, sealed: Buffer): Unsealed {
  const key = keyIdOf(sealed);
  const form = key === null ? 1 : 2;
  const fitting = (keys ?? []).filter(({ id }) => key === null || id === key);
  for (const one of fitting) {
    const value = openedWith(one, form, name, sealed);
    if (value !== null) return { outcome: "opened", value, by: one.id, form };
  }
  return key !== null && fitting.length > 0
    ? { outcome: "damaged", key }
    : { outcome: "key is missing", key };
}

/** The id of the key that a value was sealed by; null where it doesn't say. */
export function keyIdOf(sealed: Buffer): string | null {
  return sealed[0] === 2 && sealed.length > idBytes
    ? sealed.subarray(1, 1 + idBytes).toString("hex")
    : null;
}

function openedWith(
  key: SealingKey,
  form: SealedForm,
  name: string,
  sealed: Buffer,
): string | null {
  const headerBytes = form === 1 ? 1 : 1 + idBytes;
  const body = headerBytes + ivBytes + tagBytes;
  if (sealed[0] !== form || sealed.length < body) return null;
  const iv = sealed.subarray(headerBytes, headerBytes + ivBytes);
  const decipher = createDecipheriv(cipherName, key.bytes, iv, { authTagLength: tagBytes });
  decipher
    .setAAD(boundTo(sealed.subarray(0, headerBytes), name))
    .setAuthTag(sealed.subarray(headerBytes + ivBytes, body));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(body)), decipher.final()]).toString();
  } catch {
    return null;
  }
}

/** In the first form the name alone: the header says nothing there. */
function boundTo(header: Buffer, name: string): Buffer {
  const bytes = Buffer.from(name);
  return header.length === 1 ? bytes : Buffer.concat([header, bytes]);
}
