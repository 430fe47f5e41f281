import { createHash, randomBytes } from "node:crypto";

/** A new key: 256 random bits behind a prefix by which secret scanners know it. */
export function newKey(): string {
  return `cmp_${randomBytes(32).toString("base64url")}`;
}

/** What is kept of a key. One pass of SHA-256 does: nobody can try out 256 random bits. */
export function hashOfKey(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}
