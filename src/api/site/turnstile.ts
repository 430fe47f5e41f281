import { LRUCache } from "lru-cache";
import { AppError } from "../../contract/errors.ts";

const minuteMs = 60_000;
const most = 20_000;

/** Lets each visitor through so many times a minute, counted in this process. */
export class Turnstile {
  readonly #perMinute: number;
  readonly #counts = new LRUCache<string, { passed: number }>({ max: most, ttl: minuteMs });

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** @throws AppError `too_many_requests` */
  pass(visitor: string): void {
    const count = this.#counts.get(visitor) ?? { passed: 0 };
    // Set once: the minute begins with the first.
    if (count.passed === 0) this.#counts.set(visitor, count);
    count.passed++;
    if (count.passed <= this.#perMinute) return;
    const retryAfterSeconds = Math.ceil(this.#counts.getRemainingTTL(visitor) / 1_000);
    const message = `at most ${this.#perMinute} requests a minute`;
    throw new AppError("too_many_requests", message, { details: { retryAfterSeconds } });
  }
}
