import { createHash, randomBytes } from "node:crypto";

/** 192 random bits, as text that survives a URL and a copy by double click. */
export function newSecret(): string {
  return randomBytes(24).toString("hex");
}

/** What is kept of a secret. One pass does: nobody can try out 192 random bits. */
export function hashOfSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
