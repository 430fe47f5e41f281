import { AppError } from "../contract/errors.ts";

const most = 20;
const windowMs = 60_000;
const mostAddresses = 10_000;

/** Counts failed sign-ins by address, in this process: 20 a minute, then a pause. */
export class FailedAttempts {
  readonly #byAddress = new Map<string, { count: number; until: number }>();

  /** @throws AppError `too_many_requests` while an address has to pause */
  check(address: string, now: number): void {
    const seen = this.#byAddress.get(address);
    if (seen === undefined || seen.count < most || seen.until <= now) return;
    throw new AppError("too_many_requests", "too many failed attempts; try again later", {
      details: { retryAfterSeconds: Math.ceil((seen.until - now) / 1000) },
    });
  }

  note(address: string, now: number): void {
    const seen = this.#byAddress.get(address);
    if (seen !== undefined && seen.until > now) {
      seen.count++;
      return;
    }
    // Re-inserted at the end: the first entry is always the oldest.
    this.#byAddress.delete(address);
    const [oldest] = this.#byAddress.keys();
    if (this.#byAddress.size >= mostAddresses && oldest !== undefined)
      this.#byAddress.delete(oldest);
    this.#byAddress.set(address, { count: 1, until: now + windowMs });
  }
}
