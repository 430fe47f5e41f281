import { createHash, randomBytes } from "node:crypto";

/** 192 random bits for an address. */
export function newToken(): string {
  return randomBytes(24).toString("base64url");
}

export function hashOfToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
