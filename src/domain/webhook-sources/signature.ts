import type { KeyObject } from "node:crypto";
import { createHmac, createPublicKey, timingSafeEqual, verify } from "node:crypto";

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

/**
 * Or another form: Stripe's, a time and HMACs of time and body; SendGrid's, ECDSA of a time and the
 * body, by a key whose public half is the secret here; Mandrill's, an HMAC of the address and the form's
 * fields.
 */
export type SignatureScheme = SignatureForm | "stripe" | "sendgrid" | "mandrill";

export interface SignedRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
  /** The address that it was sent to, as its sender knows it. */
  url: string;
}

const headers = {
  stripe: "stripe-signature",
  sendgrid: "x-twilio-email-event-webhook-signature",
  mandrill: "x-mandrill-signature",
} as const;
const sendGridTime = "x-twilio-email-event-webhook-timestamp";
/** Stripe's own libraries have the same. */
const toleranceMs = 300_000;

export function signatureHeader(scheme: SignatureScheme): string {
  return typeof scheme === "string" ? headers[scheme] : scheme.header;
}

/** Whether whoever knows the secret has sent this body (and, with Stripe, just now). */
export function isSigned(
  scheme: SignatureScheme,
  secret: string,
  request: SignedRequest,
  now: Date,
): boolean {
  const { body } = request;
  const value = request.headers[signatureHeader(scheme)];
  if (typeof value !== "string") return false;
  if (scheme === "stripe") return isStripes(value, secret, body, now);
  if (scheme === "sendgrid") return isSendGrids(value, secret, request);
  if (scheme === "mandrill") return isMandrills(value, secret, request);
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

/** Repetitions keep their time for a day: no time is too long ago, and their ids tell them. */
function isSendGrids(signature: string, secret: string, request: SignedRequest): boolean {
  const time = request.headers[sendGridTime];
  const key = readPublicKey(secret);
  if (typeof time !== "string" || key === null) return false;
  const signed = Buffer.concat([Buffer.from(time), request.body]);
  return verify("sha256", signed, key, Buffer.from(signature, "base64"));
}

/** The key that SendGrid shows: Base64 of DER, or the same as PEM. Null: it is none. */
export function readPublicKey(text: string): KeyObject | null {
  try {
    return text.includes("-----BEGIN")
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" });
  } catch {
    return null;
  }
}

/** The address, and behind it each field's name and value, in the order of the names. */
function isMandrills(signature: string, secret: string, { url, body }: SignedRequest): boolean {
  const fields = [...new URLSearchParams(body.toString("utf8"))].toSorted(([a], [b]) =>
    a < b ? -1 : Number(a > b),
  );
  const signed = url + fields.map(([name, value]) => name + value).join("");
  const right = createHmac("sha1", secret).update(signed).digest();
  return isSame(Buffer.from(signature, "base64"), right);
}

/** Whether two byte strings are the same, in a time that says nothing of where they differ. */
export function isSame(given: Buffer, right: Buffer): boolean {
  return given.length === right.length && timingSafeEqual(given, right);
}
