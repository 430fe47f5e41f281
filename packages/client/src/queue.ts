import type { Kind } from "./kinds.ts";
import type { Outcome } from "./outcome.ts";

export interface Item {
  kind: Kind;
  json: string;
  settle(outcome: Outcome): void;
}

/** The API takes 5 MiB in one request; a character is 3 bytes of UTF-8 at most. */
const maxCharacters = (4 * 1024 * 1024) / 3;

/** What waits, in the order in which it came, and no more than there is room for. */
export class Queue {
  #items: Item[] = [];
  #inFlight = 0;

  get waiting(): number {
    return this.#items.length;
  }

  /** Takes an item in. @returns what had to go for it: itself, the oldest, or nothing */
  add(item: Item, max: number, drop: "newest" | "oldest"): Item | undefined {
    if (this.#items.length + this.#inFlight < max) {
      this.#items.push(item);
      return undefined;
    }
    // What is in flight can't be taken back.
    const oldest = drop === "oldest" ? this.#items.shift() : undefined;
    if (oldest === undefined) return item;
    this.#items.push(item);
    return oldest;
  }

  /** The next to go together: of one kind, so that a contact is there before its events. */
  take(max: number): Item[] {
    const [first] = this.#items;
    if (first === undefined) return [];
    const room = Math.min(max, first.kind.maxBatch);
    let count = 0;
    let characters = 0;
    for (const { kind, json } of this.#items) {
      characters += json.length;
      if (count > 0 && (count >= room || kind !== first.kind || characters > maxCharacters)) break;
      count++;
    }
    this.#inFlight += count;
    return this.#items.splice(0, count);
  }

  /** So many are no longer in flight. */
  done(count: number): void {
    this.#inFlight -= count;
  }
}
