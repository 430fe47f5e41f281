import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { parse, stringify } from "uuid";
import type { Sql } from "../../db/core/database.ts";
import type { SealingKeys } from "../../platform/config/sealing-keys.ts";
import { secretSetting } from "../secrets/secret-settings.ts";

/** Which link of which message; the address itself stands beside the token, and is signed too. */
export interface LinkReference {
  messageId: string;
  index: number;
}

export interface LinkSigner {
  /** The address that a link in a message leads to. */
  trackedUrl(link: LinkReference, target: string): string;
  /** What a token stands for, or null when it was not signed by us for this address. */
  verify(token: string, target: string): LinkReference | null;
  /** The address of the picture that tells that a message was opened. */
  openUrl(messageId: string): string;
  /** The address by which the person of a message unsubscribes. */
  unsubscribeUrl(messageId: string): string;
  /** The address at which a browser reports what became of a notification. */
  reportUrl(messageId: string): string;
  /** What scripts of ours on a site's pages name this deployment by. It keeps no secret. */
  siteKey(): string;
  /** By which a contact who opens a chat is known there: 43 characters that links may have. */
  chatToken(contactId: string): string;
  /** What a message's return path is known by: letters and digits, in any case. */
  returnToken(messageId: string): string;
  /** The message of such a token, or null when it was not signed by us. */
  messageOfReturn(token: string): string | null;
  /** The message (of a chat's token the contact) of such an address, or null when it was not signed by us for this purpose. */
  messageOf(purpose: Purpose, token: string): string | null;
  /** The address of a page about a contact or a confirmation, by its id. */
  signedUrl(purpose: PagePurpose, id: string): string;
  /** The id of such an address, or null when it was not signed by us for this purpose. */
  idOf(purpose: PagePurpose, token: string): string | null;
}

export type Purpose = "open" | "unsubscribe" | "report" | "chat";
export type PagePurpose = "preferences" | "confirm";

const macBytes = 16;

/**
 * A token is base64url of message id (16 bytes), link number (2) and a cut HMAC-SHA-256 (16) over
 * both and the address. Signed, so that the redirect serves nobody else's addresses; the address
 * goes with it, so that a click arrives even when Postgres is away.
 */
export function linkSigner(key: Buffer, publicUrl: string): LinkSigner {
  const mac = (reference: Buffer, target: string): Buffer =>
    createHmac("sha256", key).update(reference).update(target).digest().subarray(0, macBytes);
  const base = publicUrl.replace(/\/$/, "");
  // A purpose is no address, so none of these tokens can be taken for one of a link.
  const signedId = (messageId: string, purpose: Purpose | PagePurpose | "bounce"): Buffer => {
    const id = Buffer.from(parse(messageId));
    return Buffer.concat([id, mac(id, purpose)]);
  };
  const tokenOf = (messageId: string, purpose: Purpose | PagePurpose): string =>
    signedId(messageId, purpose).toString("base64url");
  return {
    trackedUrl: ({ messageId, index }, target) => {
      const reference = Buffer.concat([parse(messageId), Buffer.from([index >> 8, index & 255])]);
      const token = Buffer.concat([reference, mac(reference, target)]).toString("base64url");
      return `${base}/c/${token}?u=${encodeURIComponent(target)}`;
    },
    verify: (token, target) => {
      const bytes = Buffer.from(token, "base64url");
      if (bytes.length !== 18 + macBytes) return null;
      const reference = bytes.subarray(0, 18);
      if (!timingSafeEqual(bytes.subarray(18), mac(reference, target))) return null;
      return { messageId: stringify(reference.subarray(0, 16)), index: reference.readUInt16BE(16) };
    },
    openUrl: (messageId) => `${base}/o/${tokenOf(messageId, "open")}.gif`,
    unsubscribeUrl: (messageId) => `${base}/u/${tokenOf(messageId, "unsubscribe")}`,
    reportUrl: (messageId) => `${base}/site/messages/${tokenOf(messageId, "report")}`,
    siteKey: () => mac(Buffer.alloc(0), "site").toString("base64url"),
    chatToken: (contactId) => tokenOf(contactId, "chat"),
    returnToken: (messageId) => caseless(signedId(messageId, "bounce")),
    messageOfReturn: (token) => idIn(bytesOfCaseless(token, 16 + macBytes), "bounce"),
    messageOf: idOf,
    signedUrl: (purpose, id) => `${base}/${purpose}/${tokenOf(id, purpose)}`,
    idOf,
  };

  function idOf(purpose: Purpose | PagePurpose, token: string): string | null {
    return idIn(Buffer.from(token, "base64url"), purpose);
  }

  function idIn(bytes: Buffer | null, purpose: Purpose | PagePurpose | "bounce"): string | null {
    if (bytes?.length !== 16 + macBytes) return null;
    const id = bytes.subarray(0, 16);
    return timingSafeEqual(bytes.subarray(16), mac(id, purpose)) ? stringify(id) : null;
  }
}

const digitBits = 5;

/** Bytes as digits of base 32 (0-9, a-v): there are mail servers that fold an address's case. */
function caseless(bytes: Buffer): string {
  const length = Math.ceil((bytes.length * 8) / digitBits);
  return BigInt(`0x${bytes.toString("hex")}`)
    .toString(32)
    .padStart(length, "0");
}

/** @returns null for what are no digits of so many bytes */
function bytesOfCaseless(text: string, count: number): Buffer | null {
  if (text.length !== Math.ceil((count * 8) / digitBits) || !/^[\da-v]+$/i.test(text)) return null;
  let number = 0n;
  for (const digit of text) number = number * 32n + BigInt(Number.parseInt(digit, 32));
  const hex = number.toString(16).padStart(count * 2, "0");
  return hex.length === count * 2 ? Buffer.from(hex, "hex") : null;
}

/** Whether an address has the form of a `trackedUrl`, of whatever deployment. */
export function isTrackedUrl(url: string): boolean {
  return /\/c\/[\w-]{46}\?u=/.test(url);
}

/** The deployment's signer; its key is made at the first need and shared through Postgres. */
export async function loadLinkSigner(
  sql: Sql,
  publicUrl: string,
  secretsKeys: SealingKeys | undefined,
): Promise<LinkSigner> {
  const make = () => randomBytes(32).toString("base64");
  const key = await secretSetting(sql, secretsKeys, "link_key", make);
  return linkSigner(Buffer.from(key, "base64"), publicUrl);
}
