import type { LinkSigner } from "../../services/clicks/link-signer.ts";

/** The address that a message's bounces go to. @param token `LinkSigner.returnToken` */
export function returnPathOf(token: string, domain: string): string {
  return `bounces+${token}@${domain}`;
}

/** The message that a return path stands for, or null. */
export function messageOfAddress(links: LinkSigner, address: string): string | null {
  const [, token = ""] = /\+(\w+)@[^@]*$/.exec(address) ?? [];
  return links.messageOfReturn(token);
}
