import { createHash } from "node:crypto";

export interface Share {
  name: string;
  /** A share of 100, with two decimals at most. */
  percent: number;
}

/** Percentages are counted in hundredths: sums of decimals are not exact. */
export function inHundredths(percent: number): number {
  return Math.round(percent * 100);
}

/**
 * The way that falls to somebody, by chance but always the same: `key` names who and where. When
 * shares are shifted, only those move whose part of the range changes its owner.
 * @returns the name of a share; the last one with a share where they don't add up to 100
 */
export function shareOf(shares: readonly Share[], key: string): string {
  // 48 bits: the remainder favours no way by more than one in 10^10.
  const place = createHash("sha256").update(key).digest().readUIntBE(0, 6) % 10_000;
  let end = 0;
  let last = "";
  for (const { name, percent } of shares) {
    end += inHundredths(percent);
    if (place < end) return name;
    if (percent > 0) last = name;
  }
  return last;
}
