import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** What a browser keeps while its person is at the provider. */
const kept = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** A path of ours, to go on to. */
  next: z.string(),
  until: z.number(),
});
export type KeptAttempt = z.output<typeof kept>;

export const attemptMinutes = 10;

/** Signed, so that nobody else can plant an attempt of theirs in somebody's browser. */
export function writeAttempt(key: string, attempt: KeptAttempt): string {
  const text = Buffer.from(JSON.stringify(attempt)).toString("base64url");
  return `${text}.${macOf(key, text).toString("base64url")}`;
}

/** Null: none, not ours, or too old. */
export function readAttempt(
  key: string,
  cookie: string | undefined,
  now: number,
): KeptAttempt | null {
  const [text = "", mac = ""] = cookie?.split(".", 2) ?? [];
  const [given, right] = [Buffer.from(mac, "base64url"), macOf(key, text)];
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const read = kept.safeParse(JSON.parse(Buffer.from(text, "base64url").toString()));
  return read.success && read.data.until > now ? read.data : null;
}

function macOf(key: string, text: string): Buffer {
  return createHmac("sha256", key).update(`oidc attempt\0${text}`).digest();
}
