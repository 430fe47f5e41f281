import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether a text is the hex HMAC-SHA-256 of a body. */
export function isSignedBy(secret: string, body: string | Buffer, given: string): boolean {
  const expected = createHmac("sha256", secret).update(body).digest();
  const signature = Buffer.from(given, "hex");
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

/** Whether two secrets are the same, in a time that says nothing of where they differ. */
export function isSameSecret(secret: string, given: string): boolean {
  const [expected, other] = [Buffer.from(secret), Buffer.from(given)];
  return expected.length === other.length && timingSafeEqual(expected, other);
}
