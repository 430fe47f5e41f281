import { isDevice } from "../domain/identity.ts";
import { nameOf } from "./contact-requests.ts";
import type { FingerprintedEvent } from "./fingerprint.ts";
import { splitBy } from "./named-identities.ts";

/** Somebody of whom a piece has spoken, as far as it tells. */
interface Spoken {
  /** Whether nothing but devices were named. */
  isVisitor: boolean;
}

/**
 * Cuts a batch before each event that may tell who a visitor is, where events before it have spoken of
 * the visitor or of that person: to those the two were not the same yet, and what they decided by that
 * must not change. Of a device that the piece has not spoken of, a visitor of long ago may be known.
 */
export function piecesOf(
  batch: readonly FingerprintedEvent[],
  ignoredIds: readonly string[],
): FingerprintedEvent[][] {
  const split = splitBy(ignoredIds);
  const pieces: FingerprintedEvent[][] = [];
  let piece: FingerprintedEvent[] = [];
  let spokenOf = new Map<string, Spoken>();
  for (const prepared of batch) {
    const { identities, knownContactId } = prepared.event;
    const { named } = split(identities);
    const names = named.map(nameOf);
    if (knownContactId !== undefined) names.push(`known\n${knownContactId}`);
    const isNamed = knownContactId !== undefined || !named.every(isDevice);
    const before = new Set(names.flatMap((name) => spokenOf.get(name) ?? []));
    const visitors = [...before].filter(({ isVisitor }) => isVisitor);
    const bringsDevice = named.some((one) => isDevice(one) && !spokenOf.has(nameOf(one)));
    const mayJoin = visitors.length > 0 && (isNamed || before.size > 1);
    if (mayJoin || (before.size > 0 && bringsDevice)) {
      pieces.push(piece);
      piece = [];
      spokenOf = new Map();
      before.clear();
    }
    const [known] = before;
    const spoken = known ?? { isVisitor: true };
    spoken.isVisitor &&= !isNamed;
    for (const name of names) spokenOf.set(name, spoken);
    piece.push(prepared);
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}
