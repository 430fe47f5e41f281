import { BoundedCache } from "../domain/bounded-cache.ts";

const maxSize = { entries: 1_000, weight: Number.POSITIVE_INFINITY };
const minutes = 5;

/** What is remembered for some minutes, by the hash of what it is about. */
export class RememberedRefusals<Value> {
  readonly #cache = new BoundedCache<{ value: Value; until: number }>(maxSize);

  get size(): number {
    return this.#cache.size;
  }

  get(key: string): Value | undefined {
    const found = this.#cache.get(key);
    if (found === undefined || found.until >= performance.now()) return found?.value;
    this.#cache.delete(key);
    return undefined;
  }

  set(key: string, value: Value): void {
    this.#cache.set(key, { value, until: performance.now() + minutes * 60_000 }, 1);
  }

  delete(key: string): void {
    this.#cache.delete(key);
  }
}
