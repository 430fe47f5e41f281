import type { Kind } from "./kinds.ts";
import type { Outcome } from "./outcome.ts";

export interface Item {
  kind: Kind;
  json: string;
  settle(outcome: Outcome): void;
}

/** The API takes 5 MiB in one request; a character is 3 bytes of UTF-8 at most. */
const mostCharacters = (4 * 1024 * 1024) / 3;

/** What waits, in the order in which it came, and no more than there is room for. */
export class Queue {
  #items: Item[] = [];
  #underWay = 0;

  get waiting(): number {
    return this.#items.length;
  }

  /** Takes an item in. @returns what had to go for it: itself, the oldest, or nothing */
  add(item: Item, most: number, drop: "newest" | "oldest"): Item | undefined {
    if (this.#items.length + this.#underWay < most) {
      this.#items.push(item);
      return undefined;
    }
    // What is under way can't be taken back.
    const oldest = drop === "oldest" ? this.#items.shift() : undefined;
    if (oldest === undefined) return item;
    this.#items.push(item);
    return oldest;
  }

  /** The next to go together: of one kind, so that a contact is there before its events. */
  take(most: number): Item[] {
    const [first] = this.#items;
    if (first === undefined) return [];
    const room = Math.min(most, first.kind.most);
    let count = 0;
    let characters = 0;
    for (const { kind, json } of this.#items) {
      characters += json.length;
      if (count > 0 && (count >= room || kind !== first.kind || characters > mostCharacters)) break;
      count++;
    }
    this.#underWay += count;
    return this.#items.splice(0, count);
  }

  /** So many are no longer under way. */
  done(count: number): void {
    this.#underWay -= count;
  }
}
