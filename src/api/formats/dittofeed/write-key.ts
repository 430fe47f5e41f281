import type { Request } from "express";

/** What every key begins with that was made here. */
const ownKey = /^cmp_/;
const printable = /^[\x20-\x7e]+$/;

/**
 * Our key where this form's clients have their write key. They send what they were given as the
 * whole header, mostly `Basic …`, whose second word is Base64 of an id and a secret there. The key
 * may stand as it is, with or without the word Basic or Bearer, or in Base64: with any user before
 * it, as a user without a password, or alone.
 */
export function writeKeyIn(request: Request): string | undefined {
  const words = (request.headers.authorization ?? "").trim().split(/ +/);
  const scheme = words.length > 1 ? (words[0] ?? "").toLowerCase() : "";
  const value = words.at(-1) ?? "";
  if (value === "" || words.length > 2) return undefined;
  if (scheme === "bearer" || ownKey.test(value)) return value;
  return keyInBase64(value) ?? value;
}

function keyInBase64(value: string): string | undefined {
  const text = Buffer.from(value, "base64").toString("utf8");
  if (!printable.test(text)) return undefined;
  const colon = text.indexOf(":");
  if (colon === -1) return ownKey.test(text) ? text : undefined;
  return text.slice(colon + 1) || text.slice(0, colon);
}
