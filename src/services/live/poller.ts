import type { Fingerprints } from "./look.ts";

/** Something that can be watched. */
export interface Topic {
  name: string;
}

/** Is told the fingerprint of its topic at each look, changed or not. */
type Watcher = (fingerprint: string) => void;

export interface PollerOptions<Watched extends Topic> {
  look(topics: readonly Watched[]): Promise<Fingerprints>;
  /** Between two looks, in milliseconds. */
  everyMs: number;
  onFailure(error: unknown): void;
}

/** Looking may take this part of the time at most: what takes long is looked at seldom. */
const share = 1 / 20;

/**
 * Looks at the topics of one kind again and again while somebody watches any, all of them in one
 * look, however many watch. Nobody watching costs nothing.
 */
export class LivePoller<Watched extends Topic> {
  readonly #options: PollerOptions<Watched>;
  readonly #watched = new Map<string, { topic: Watched; watchers: Set<Watcher> }>();
  #known: Fingerprints = new Map();
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;

  constructor(options: PollerOptions<Watched>) {
    this.#options = options;
  }

  /** Tells `watcher` of a topic until the function that it gives back is called. */
  watch(topic: Watched, watcher: Watcher): () => void {
    const entry = this.#watched.get(topic.name) ?? { topic, watchers: new Set() };
    this.#watched.set(topic.name, entry);
    entry.watchers.add(watcher);
    const known = this.#known.get(topic.name);
    if (known === undefined) this.#lookIn(0);
    else watcher(known);
    return () => {
      entry.watchers.delete(watcher);
      if (entry.watchers.size > 0) return;
      this.#watched.delete(topic.name);
      this.#known.delete(topic.name);
      if (this.#watched.size === 0) clearTimeout(this.#timer);
    };
  }

  #lookIn(ms: number): void {
    // The look in progress plans the next when it has ended.
    if (this.#isLooking) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#lookNow(), ms);
  }

  async #lookNow(): Promise<void> {
    const began = performance.now();
    this.#isLooking = true;
    try {
      this.#known = await this.#options.look([...this.#watched.values()].map(({ topic }) => topic));
    } catch (error) {
      // What was known says nothing about now; the next look tells what has changed meanwhile.
      this.#known = new Map();
      this.#options.onFailure(error);
    }
    this.#isLooking = false;
    if (this.#watched.size === 0) {
      this.#known = new Map();
      return;
    }
    for (const [name, { watchers }] of this.#watched) {
      const print = this.#known.get(name);
      if (print !== undefined) for (const watcher of watchers) watcher(print);
    }
    const hasNew = [...this.#watched.keys()].some((name) => !this.#known.has(name));
    const pause = Math.max(this.#options.everyMs, (performance.now() - began) / share);
    // A topic that came during the look is looked at at once, unless the look has failed.
    this.#lookIn(hasNew && this.#known.size > 0 ? 0 : pause);
  }
}
