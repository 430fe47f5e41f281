import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

const each = 16;
/** Asked of the system for so many ids at once: for each by itself, that took longer than all the rest. */
const random = new Uint8Array(256 * each);
let next = random.length;
let at = 0;
let sequence = 0;

/**
 * A UUID of version 7 by its creation: of one process, each is greater than those before, also within
 * a millisecond and when the clock goes back.
 */
export function newId(now = Date.now()): string {
  if (next === random.length) {
    randomFillSync(random);
    next = 0;
  }
  const bytes = random.subarray(next, (next += each));
  if (now > at) {
    at = now;
    // 31 bits, so that there is room for as many behind it.
    sequence = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) >>> 1;
  } else {
    sequence = (sequence + 1) | 0;
    if (sequence === 0) at++;
  }
  return v7({ random: bytes, msecs: at, seq: sequence });
}
