import { createHash } from "node:crypto";
import { newId } from "../platform/new-id.ts";
import type { IncomingEvent } from "../domain/event.ts";

/** An event on its way in, with the id that it will have if it is kept. */
export interface FingerprintedEvent {
  id: string;
  event: IncomingEvent;
  /** What the event says, hashed: tells a repetition from another event under the same message id. */
  fingerprint: Buffer;
  /** Whether it comes from outside, in the product's own terms: then its type may refuse it. */
  external: boolean;
  /** The span that it is taken in within, as W3C writes it; null: nothing is traced. */
  trace: string | null;
}

export function fingerprint(
  event: IncomingEvent,
  { external = false, trace = null }: { external?: boolean; trace?: string | null } = {},
): FingerprintedEvent {
  const { typeKey, keyValue, params, identities, occurredAt } = event;
  // `past` only where it is so: fingerprints of before know nothing of it.
  const says = JSON.stringify([
    typeKey,
    keyValue,
    params,
    identities,
    occurredAt ?? null,
    ...(event.past === undefined ? [] : ["past"]),
  ]);
  const hash = createHash("sha256").update(says).digest();
  return { id: newId(), event, fingerprint: hash, external, trace };
}
