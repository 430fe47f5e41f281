import { createPrivateKey, createPublicKey, generateKeyPair } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { dkimRecord } from "./dkim-key.ts";

/** The keys that e-mails are signed with (DKIM, RFC 6376): RSA, as PEM. */

const bits = 2_048;
/** Receivers take signatures of shorter keys for none (RFC 8301). */
const leastBits = 1_024;

export function newDkimKey(): Promise<string> {
  return new Promise((resolve, reject) => {
    generateKeyPair("rsa", { modulusLength: bits }, (error, _publicKey, privateKey) => {
      if (error === null) resolve(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
      else reject(error);
    });
  });
}

/** @returns why a text is no key to sign with, in words, or null where it is one */
export function dkimKeyFault(pem: string): string | null {
  const key = read(pem);
  if (key === null)
    return "must be a private key as PEM (-----BEGIN PRIVATE KEY-----), not encrypted";
  if (key.asymmetricKeyType !== "rsa") return "must be an RSA key";
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  return modulusLength < leastBits ? `must have at least ${leastBits} bits, better ${bits}` : null;
}

/** What DNS has to say of it, in a TXT record; null: it is no key. */
export function recordOfSigningKey(pem: string): string | null {
  const key = read(pem);
  return key === null ? null : dkimRecord(createPublicKey(key));
}

function read(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
