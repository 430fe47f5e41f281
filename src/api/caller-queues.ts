import { AppError } from "../contract/errors.ts";

/** Whoever has more waiting asks faster than anybody reads. */
const maxWaiting = 10;

/**
 * What one caller has rendered to look at, one after the other: of many at once nobody else waits
 * for more than one.
 */
export class CallerQueues {
  readonly #queues = new Map<string, { last: Promise<unknown>; length: number }>();

  /** @throws AppError `too_many_requests` when too many of the caller's wait already */
  async take<Result>(caller: string, work: () => Promise<Result>): Promise<Result> {
    const queue = this.#queues.get(caller) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length > maxWaiting) {
      const message = `more than ${maxWaiting} previews and checks of yours wait for one another`;
      throw new AppError("too_many_requests", message, { details: { retryAfterSeconds: 2 } });
    }
    queue.length++;
    this.#queues.set(caller, queue);
    const turn = queue.last.then(work, work);
    queue.last = turn;
    try {
      return await turn;
    } finally {
      queue.length--;
      if (queue.length === 0) this.#queues.delete(caller);
    }
  }
}
