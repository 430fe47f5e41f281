import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const version = 1;
const ivBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM under the deployment's key: version (1 byte), nonce (12), tag (16), ciphertext. The
 * name is sealed with it, so that a row can't pose as another.
 */
export function seal(key: Buffer, name: string, value: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), iv, cipher.getAuthTag(), sealed]);
}

/** @returns null when it was sealed under another key or name, or was changed */
export function unseal(key: Buffer, name: string, sealed: Buffer): string | null {
  const body = 1 + ivBytes + tagBytes;
  if (sealed[0] !== version || sealed.length < body) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 1 + ivBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(name)).setAuthTag(sealed.subarray(1 + ivBytes, body));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(body)), decipher.final()]).toString();
  } catch {
    return null;
  }
}
