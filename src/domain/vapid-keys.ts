import { createECDH } from "node:crypto";

/** The keys by which a sender of web push is known (RFC 8292): P-256, as base64url. */

const curve = "prime256v1";
const privateBytes = 32;

export function newVapidKey(): string {
  const ecdh = createECDH(curve);
  ecdh.generateKeys();
  return padded(ecdh.getPrivateKey());
}

/** The public key that belongs to a private one, as browsers take it; null: it is none. */
export function vapidPublicKey(privateKey: string): string | null {
  const ecdh = createECDH(curve);
  try {
    ecdh.setPrivateKey(Buffer.from(privateKey, "base64url"));
  } catch {
    return null;
  }
  return ecdh.getPublicKey("base64url", "uncompressed");
}

/** With the zeros at its beginning, which libraries want. */
export function wholeVapidKey(privateKey: string): string {
  return padded(Buffer.from(privateKey, "base64url"));
}

function padded(key: Buffer): string {
  const zeros = Buffer.alloc(Math.max(0, privateBytes - key.length));
  return Buffer.concat([zeros, key]).toString("base64url");
}
