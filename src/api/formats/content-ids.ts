import { createHash } from "node:crypto";

/** What of a message tells when or how it was sent: a repetition of the same message says it anew. */
const saysHowItWasSent = new Set(["sent_at", "sentAt", "offset", "api_key", "writeKey"]);

export type ContentIds = (message: Record<string, unknown>) => string;

/**
 * Ids for the messages of one request that bring none: made of what a message says, and which of its
 * like it is within the request. The client's own repetition, which sends the same words once more,
 * comes to the same ids. Only for messages that say when they happened: without that, two that are
 * alike may be two.
 */
export function contentIdsOfRequest(): ContentIds {
  const seen = new Map<string, number>();
  return (message) => {
    const says = Object.entries(message).filter(([name]) => !saysHowItWasSent.has(name));
    const hash = createHash("sha256").update(JSON.stringify(says)).digest("base64url");
    const place = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, place);
    return `content/${hash}/${place}`;
  };
}
