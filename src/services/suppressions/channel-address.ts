import { parseIdentity } from "../../domain/identity.ts";
import { plainText } from "../../domain/visible-text.ts";
import { channels } from "../../channels/registry.ts";

/**
 * An address in the form in which a channel's messages are kept and found: an e-mail address in lower
 * case, a phone number with its country, anything else as it is. What is none stays as it was written.
 */
export function channelAddress(channel: string, written: string): string {
  const kind = channels.get(channel)?.address.identity ?? null;
  const parsed = kind === null ? undefined : parseIdentity(kind, written);
  return parsed?.outcome === "identity" ? parsed.identity.value : plainText(written);
}

/** What is wrong with an address of a channel, or null. */
export function addressFault(channel: string, written: string): string | null {
  const kind = channels.get(channel)?.address.identity ?? null;
  if (kind === null) return plainText(written) === "" ? "must not be empty" : null;
  const parsed = parseIdentity(kind, written);
  if (parsed.outcome === "absent") return "must not be empty";
  return parsed.outcome === "invalid" ? `is ${parsed.message}` : null;
}
