import { createHmac } from "node:crypto";
import { isSame } from "../domain/webhook-sources/signature.ts";

/** Whether a text is the hex HMAC-SHA-256 of a body. */
export function isSignedBy(secret: string, body: string | Buffer, given: string): boolean {
  return isSame(Buffer.from(given, "hex"), createHmac("sha256", secret).update(body).digest());
}

/** Whether two secrets are the same, in a time that says nothing of where they differ. */
export function isSameSecret(secret: string, given: string): boolean {
  return isSame(Buffer.from(given), Buffer.from(secret));
}
