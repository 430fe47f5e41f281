import { createHmac } from "node:crypto";

/**
 * The header by which a receiver knows that a request is ours: `t=<seconds>,v1=<hex>`, v1 being the
 * HMAC-SHA256 of `<t>.<body>` under the webhook's secret. The time is signed along, so that an old
 * request can't be played back.
 */
export function signatureOf(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  const mac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${mac}`;
}
