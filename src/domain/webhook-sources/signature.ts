import { createHmac, timingSafeEqual } from "node:crypto";

export const signatureAlgorithms = ["sha1", "sha256", "sha512"] as const;
export const signatureEncodings = ["hex", "base64"] as const;

/** An HMAC of the body as it came, in a header. */
export interface SignatureForm {
  /** Its name is in lower case. */
  header: string;
  algorithm: (typeof signatureAlgorithms)[number];
  encoding: (typeof signatureEncodings)[number];
  /** What stands before it, such as `sha256=`. */
  prefix: string;
}

/** The other form is Stripe's: a time and signatures of time and body. */
export type SignatureScheme = SignatureForm | "stripe";

export interface SignedRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

const stripeHeader = "stripe-signature";
/** Stripe's own libraries have the same. */
const toleranceMs = 300_000;

export function signatureHeader(scheme: SignatureScheme): string {
  return scheme === "stripe" ? stripeHeader : scheme.header;
}

/** Whether whoever knows the secret has sent this body (and, with Stripe, just now). */
export function isSigned(
  scheme: SignatureScheme,
  secret: string,
  { headers, body }: SignedRequest,
  now: Date,
): boolean {
  const value = headers[signatureHeader(scheme)];
  if (typeof value !== "string") return false;
  if (scheme === "stripe") return isStripes(value, secret, body, now);
  if (!value.startsWith(scheme.prefix)) return false;
  const given = Buffer.from(value.slice(scheme.prefix.length), scheme.encoding);
  return isSame(given, createHmac(scheme.algorithm, secret).update(body).digest());
}

/** `t=1492774577,v1=…,v1=…,v0=…`: while a secret is exchanged there are several of v1. */
function isStripes(header: string, secret: string, body: Buffer, now: Date): boolean {
  const parts = header.split(",").map((part): [string, string] => {
    const [name = "", value = ""] = part.split("=", 2);
    return [name.trim(), value.trim()];
  });
  const time = parts.find(([name]) => name === "t")?.[1] ?? "";
  if (!/^\d{1,12}$/.test(time)) return false;
  if (Math.abs(now.getTime() - Number(time) * 1_000) > toleranceMs) return false;
  const right = createHmac("sha256", secret).update(`${time}.`).update(body).digest();
  return parts.some(([name, value]) => name === "v1" && isSame(Buffer.from(value, "hex"), right));
}

function isSame(given: Buffer, right: Buffer): boolean {
  return given.length === right.length && timingSafeEqual(given, right);
}
