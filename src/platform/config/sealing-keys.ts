import { createHash } from "node:crypto";

/** A key that secrets are sealed with, and the name that values sealed by it have. */
export interface SealingKey {
  /** Eight hex digits of its hash: it tells which key is meant, and nothing of the key. */
  id: string;
  bytes: Buffer;
}

/** What SECRETS_KEY holds: the first seals, all open. */
export type SealingKeys = readonly [SealingKey, ...SealingKey[]];

export const sealingKeyBytes = 32;
const keyForm = /^[A-Za-z0-9+/]{43}=$/;

/** @throws Error when one is there twice */
export function sealingKeysOf(first: Buffer, ...others: readonly Buffer[]): SealingKeys {
  const keys: SealingKeys = [keyOf(first), ...others.map(keyOf)];
  if (new Set(keys.map(({ id }) => id)).size < keys.length) {
    throw new Error("names the same key twice");
  }
  return keys;
}

/**
 * Keys as they stand in a setting or a file: base64, with commas or lines between.
 * @returns null for anything else
 */
export function parseSealingKeys(text: string): SealingKeys | null {
  const parts = text
    .trim()
    .split(/\s*,\s*|\s+/)
    .filter((part) => part !== "");
  if (!parts.every((part) => keyForm.test(part))) return null;
  const [first, ...others] = parts.map((part) => Buffer.from(part, "base64"));
  return first === undefined ? null : sealingKeysOf(first, ...others);
}

/** The form in which `parseSealingKeys` reads them. */
export function sealingKeysText(keys: SealingKeys): string {
  return keys.map(({ bytes }) => bytes.toString("base64")).join(",");
}

function keyOf(bytes: Buffer): SealingKey {
  const hash = createHash("sha256").update("campanile sealing key\0").update(bytes).digest("hex");
  return { id: hash.slice(0, 8), bytes };
}
