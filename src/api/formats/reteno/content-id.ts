import { createHash } from "node:crypto";
import type { IncomingEvent } from "../../../domain/event.ts";

/**
 * A message id made of what an event says, for events that this format's clients repeat and give no
 * id of their own.
 * @param part tells ids of different kinds apart
 */
export function contentId(part: string, event: IncomingEvent): string {
  const { typeKey, keyValue, params, identities, occurredAt } = event;
  const says = JSON.stringify([typeKey, keyValue, params, identities, occurredAt ?? null]);
  return `reteno/${part}/${createHash("sha256").update(says).digest("base64url")}`;
}
