import type { RateLimit } from "../../contract/rate-limit.ts";
import type { GrantedTokens } from "../../db/access/rate-buckets.ts";

export type Spent =
  | { outcome: "allowed"; remaining: number }
  | { outcome: "refused"; remaining: number; retryAfterMs: number };

/** Takes tokens out of the bucket that all APIs share. */
export type TakeTokens = (ask: { wanted: number; owed: number }) => Promise<GrantedTokens>;

/** Tokens that lay here unused go back: else APIs with nothing to do would hold them. */
const heldMs = 1_000;
/** A tenth of a second's worth at a time: ten queries a second for a busy key, none for a request. */
const leasesPerSecond = 10;

/** One key's tokens in this process: taken ahead from the shared bucket, spent without asking it. */
export class LeasedBucket {
  limit: RateLimit;
  readonly #take: TakeTokens;
  readonly #clock: () => number;
  /** What is below zero is owed to the shared bucket. */
  #held = 0;
  #heldUntil = 0;
  #shared = 0;
  #refusedUntil = 0;
  #waiting = 0;
  #leasing: Promise<void> | undefined;

  constructor(limit: RateLimit, take: TakeTokens, clock: () => number) {
    this.limit = limit;
    this.#take = take;
    this.#clock = clock;
  }

  /** One token, if there is one here or in the shared bucket. */
  async spend(): Promise<Spent> {
    this.#waiting++;
    try {
      for (;;) {
        const now = this.#clock();
        if (this.#held >= 1 && now < this.#heldUntil) {
          this.#held--;
          return { outcome: "allowed", remaining: this.#remaining() };
        }
        if (now < this.#refusedUntil) {
          const retryAfterMs = this.#refusedUntil - now;
          return { outcome: "refused", remaining: 0, retryAfterMs };
        }
        await (this.#leasing ??= this.#lease());
      }
    } finally {
      this.#waiting--;
    }
  }

  /** What turned out to cost more: never refused, as it is done, and made up for by what follows. */
  charge(tokens: number): void {
    this.#held -= tokens;
  }

  async #lease(): Promise<void> {
    const brought = this.#held;
    this.#held = 0;
    const chunk = Math.ceil(this.limit.eventsPerSecond / leasesPerSecond);
    const wanted = Math.min(Math.max(chunk, this.#waiting), this.limit.burst);
    try {
      const { granted, tokens } = await this.#take({ wanted, owed: -brought });
      const now = this.#clock();
      this.#held += granted;
      this.#heldUntil = now + heldMs;
      this.#shared = tokens;
      const wait = ((1 - tokens) / this.limit.eventsPerSecond) * 1_000;
      this.#refusedUntil = granted === 0 ? now + Math.max(1, wait) : 0;
    } catch (error) {
      this.#held += brought;
      throw error;
    } finally {
      this.#leasing = undefined;
    }
  }

  #remaining(): number {
    return Math.max(0, Math.floor(this.#held + this.#shared));
  }
}
