import type { ContactUpsert, Event, OrderUpload, ProductUpload } from "./api.ts";
import { unrefTimer, sleep } from "./backoff.ts";
import { deliver } from "./deliver.ts";
import { atExit } from "./exit.ts";
import type { Kind } from "./kinds.ts";
import { kinds } from "./kinds.ts";
import { newId } from "./new-id.ts";
import type { CampanileOptions, Settings } from "./options.ts";
import { settingsOf } from "./options.ts";
import type {
  ContactOutcome,
  EventOutcome,
  OrderOutcome,
  Outcome,
  ProductOutcome,
} from "./outcome.ts";
import type { Item } from "./queue.ts";
import { Queue } from "./queue.ts";

/**
 * Sends to Campanile in the background, in the order in which things came. Each method's promise
 * tells what became of it; none is ever rejected, so they need not be looked at: `onError` is told.
 */
export class Campanile {
  readonly #settings: Settings;
  readonly #queue = new Queue();
  /** Outcomes that are not there yet. */
  readonly #open = new Set<Promise<Outcome>>();
  readonly #stop = new AbortController();
  readonly #forgetExit: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;
  #isClosed = false;

  /** @throws TypeError for options that can't be meant */
  constructor(options: CampanileOptions) {
    this.#settings = settingsOf(options);
    const { flushAtExit, exitTimeoutMs } = this.#settings;
    this.#forgetExit = flushAtExit
      ? atExit(() => this.close({ timeoutMs: exitTimeoutMs }))
      : () => {};
  }

  /** Something has happened. Its message id is made here, once, so that no repetition counts twice. */
  event(event: Event): Promise<EventOutcome> {
    const messageId = event.messageId ?? newId();
    const occurredAt = event.occurredAt ?? new Date().toISOString();
    return this.#add(kinds.event, { ...event, messageId, occurredAt }) as Promise<EventOutcome>;
  }

  /** Somebody is known by these identities, and is like this. */
  identify(contact: ContactUpsert): Promise<ContactOutcome> {
    return this.#add(kinds.contact, contact) as Promise<ContactOutcome>;
  }

  /** An order is now like this. A status that it reaches raises its event once. */
  order(order: OrderUpload): Promise<OrderOutcome> {
    return this.#add(kinds.order, order) as Promise<OrderOutcome>;
  }

  /** A product is now like this: what is left out stays as it was. */
  product(product: ProductUpload): Promise<ProductOutcome> {
    return this.#add(kinds.product, product) as Promise<ProductOutcome>;
  }

  /** Sends what waits, and resolves when it is known what became of it. */
  async flush(): Promise<void> {
    const open = [...this.#open];
    if (open.length > 0) void this.#send();
    await Promise.all(open);
  }

  /** Sends what is left and takes no more. After `timeoutMs`, if given, the rest is dropped. */
  async close({ timeoutMs }: { timeoutMs?: number } = {}): Promise<void> {
    this.#isClosed = true;
    const flushed = new AbortController();
    const left = this.flush().finally(() => flushed.abort());
    if (timeoutMs !== undefined) {
      await sleep(timeoutMs, flushed.signal, true);
      this.#stop.abort();
    }
    await left;
    this.#forgetExit();
  }

  #add(kind: Kind, thing: object): Promise<Outcome> {
    let settle: (outcome: Outcome) => void = () => {};
    const outcome = new Promise<Outcome>((resolve) => (settle = resolve));
    const item: Item = { kind, json: "", settle };
    this.#open.add(outcome);
    void outcome.then(() => this.#open.delete(outcome));
    try {
      // Now, so that what the caller changes afterwards is not sent.
      item.json = JSON.stringify(thing, withoutBigInts);
    } catch (error) {
      this.#end(item, { outcome: "rejected", errors: [{ path: "", message: String(error) }] });
      return outcome;
    }
    if (this.#isClosed) this.#end(item, { outcome: "dropped", reason: "closed" });
    else this.#enqueue(item);
    return outcome;
  }

  #enqueue(item: Item): void {
    const { maxQueue, dropWhenFull, batchSize, intervalMs, flushAtExit } = this.#settings;
    const dropped = this.#queue.add(item, maxQueue, dropWhenFull);
    if (dropped !== undefined) this.#end(dropped, { outcome: "dropped", reason: "queue_full" });
    if (this.#queue.waiting >= batchSize) {
      void this.#send();
      return;
    }
    if (this.#timer !== undefined || this.#isSending) return;
    this.#timer = setTimeout(() => void this.#send(), intervalMs);
    if (flushAtExit) unrefTimer(this.#timer);
  }

  /** One request at a time: what comes meanwhile goes with the next. */
  async #send(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isSending) return;
    this.#isSending = true;
    for (;;) {
      const items = this.#queue.take(this.#settings.batchSize);
      const [first] = items;
      if (first === undefined) break;
      const jsons = items.map(({ json }) => json);
      const outcomes = await deliver(this.#settings, first.kind, jsons, this.#stop.signal);
      this.#queue.done(items.length);
      for (const [index, item] of items.entries()) {
        const outcome = outcomes[index];
        if (outcome !== undefined) this.#end(item, outcome);
      }
    }
    this.#isSending = false;
  }

  #end({ kind, json, settle }: Item, outcome: Outcome): void {
    settle(outcome);
    if (outcome.outcome === "accepted" || outcome.outcome === "duplicate") return;
    try {
      this.#settings.onError({ kind: kind.name, json, outcome });
    } catch (error) {
      // An error of theirs must not keep the others from being sent.
      console.error(error);
    }
  }
}

/** An id that is a bigint goes as the text of its digits, as the API keeps it. */
const withoutBigInts = (_name: string, value: unknown): unknown =>
  typeof value === "bigint" ? String(value) : value;
