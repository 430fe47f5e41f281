import type { Request, Response } from "express";
import { AppError } from "../contract/errors.ts";
import type { RateLimit } from "../contract/rate-limit.ts";
import type { Database } from "../db/core/database.ts";
import { Buckets } from "../services/rate-limits/buckets.ts";
import { costOf, onCost } from "./cost.ts";

/**
 * Holds each key to its limit. A request takes one token before its body is read; what its list
 * costs beyond is charged when that is known, and given back if it is refused. So a list may be larger than the burst, and is
 * never half taken: the key owes the rest, and what follows waits for it.
 */
export class RateLimits {
  readonly #buckets: Buckets;
  readonly #preset: RateLimit | null;
  readonly #asked = new WeakSet<Request>();

  constructor(db: Database, preset: RateLimit | null) {
    this.#buckets = new Buckets(db);
    this.#preset = preset;
  }

  /**
   * @param name of the key's bucket
   * @param own the key's limit, which counts before the one of the settings
   * @throws AppError `too_many_requests`
   */
  async admit(request: Request, name: string, own: RateLimit | null): Promise<void> {
    const limit = own ?? this.#preset;
    const { res: response } = request;
    // Once a request, though a stream asks again who its reader is, and a path may be two formats'.
    if (limit === null || response === undefined || this.#asked.has(request)) return;
    this.#asked.add(request);
    const bucket = this.#buckets.of(name, limit);
    const spent = await bucket.spend();
    sayLimit(response, limit, spent.remaining);
    if (spent.outcome === "refused") {
      const message = `this key may send ${limit.eventsPerSecond} events a second; nothing was taken`;
      throw new AppError("too_many_requests", message, {
        details: { retryAfterSeconds: Math.ceil(spent.retryAfterMs / 1_000) },
      });
    }
    bucket.charge(costOf(request) - 1);
    onCost(request, (more) => bucket.charge(more));
    response.once("close", () => {
      if (response.statusCode >= 400) bucket.charge(1 - costOf(request));
    });
  }
}

/** As draft-ietf-httpapi-ratelimit-headers-11 writes it: the burst is what fits into a window. */
function sayLimit(response: Response, limit: RateLimit, remaining: number): void {
  if (response.headersSent) return;
  const { eventsPerSecond, burst } = limit;
  const window = Math.max(1, Math.ceil(burst / eventsPerSecond));
  const left = Math.min(burst, remaining);
  response.set({
    "RateLimit-Policy": `"events";q=${burst};w=${window}`,
    RateLimit: `"events";r=${left};t=${Math.ceil((burst - left) / eventsPerSecond)}`,
  });
}
