import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { parse, stringify } from "uuid";
import { ensureSetting } from "../../db/settings.ts";
import type { Sql } from "../../db/database.ts";

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
}

const macBytes = 16;

/**
 * A token is base64url of message id (16 bytes), link number (2) and a cut HMAC-SHA-256 (16) over
 * both and the address. Signed, so that the redirect serves nobody else's addresses; the address
 * goes with it, so that a click arrives even when Postgres is away.
 */
export function linkSigner(key: Buffer, publicUrl: string): LinkSigner {
  const mac = (reference: Buffer, target: string): Buffer =>
    createHmac("sha256", key).update(reference).update(target).digest().subarray(0, macBytes);
  return {
    trackedUrl: ({ messageId, index }, target) => {
      const reference = Buffer.concat([parse(messageId), Buffer.from([index >> 8, index & 255])]);
      const token = Buffer.concat([reference, mac(reference, target)]).toString("base64url");
      return `${publicUrl.replace(/\/$/, "")}/c/${token}?u=${encodeURIComponent(target)}`;
    },
    verify: (token, target) => {
      const bytes = Buffer.from(token, "base64url");
      if (bytes.length !== 18 + macBytes) return null;
      const reference = bytes.subarray(0, 18);
      if (!timingSafeEqual(bytes.subarray(18), mac(reference, target))) return null;
      return { messageId: stringify(reference.subarray(0, 16)), index: reference.readUInt16BE(16) };
    },
  };
}

/** The deployment's signer; its key is made at the first need and shared through Postgres. */
export async function loadLinkSigner(sql: Sql, publicUrl: string): Promise<LinkSigner> {
  const key = await ensureSetting(sql, "link_key", randomBytes(32).toString("base64"));
  return linkSigner(Buffer.from(key, "base64"), publicUrl);
}
