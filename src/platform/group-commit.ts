import { performance } from "node:perf_hooks";

/** One caller's events, waiting for their transaction. */
interface Waiting<Item, Result> {
  items: readonly Item[];
  /** Of a clock that only goes forward; 0 where nobody asks. */
  since: number;
  resolve(results: Result[]): void;
  reject(error: unknown): void;
}

export interface GroupCommit<Item, Result> {
  submit(items: readonly Item[]): Promise<Result[]>;
  /** Resolves when nothing is in progress any more. */
  idle(): Promise<void>;
}

export interface GroupCommitOptions<Item, Result> {
  /** Commits a group, results in its order. */
  commit(group: readonly Item[]): Promise<Result[]>;
  /** A group that failed like this fails as a whole; otherwise each of its callers is tried alone. */
  isForAll(error: unknown): boolean;
  /** Groups in progress at once. */
  lanes: number;
  /** Where a group is closed, in items; a single caller may bring more. */
  largest: number;
  /**
   * Callers with so many items at most take turns with those that have more, and get a lane beside the
   * others while these are all taken by such. Without it all stand in one line.
   */
  few?: number;
  /** Told of each caller for how many milliseconds it has waited for its group. */
  onTaken?(waitedMs: number): void;
}

/**
 * Callers that arrive while a transaction is in progress are committed together in the next one, so
 * that one-item calls are nearly as cheap as batches, and a call on an idle system doesn't wait.
 */
export function groupCommit<Item, Result>(
  options: GroupCommitOptions<Item, Result>,
): GroupCommit<Item, Result> {
  const { lanes, largest, few: most = 0, onTaken } = options;
  const few: Waiting<Item, Result>[] = [];
  const many: Waiting<Item, Result>[] = [];
  let underWay = 0;
  let manyUnderWay = 0;
  let wasMany = false;
  let whenIdle: (() => void)[] = [];

  const isIdle = (): boolean => underWay === 0 && few.length + many.length === 0;

  function next(): void {
    for (let line = lineToServe(); line !== undefined; line = lineToServe()) {
      const isMany = line === many;
      wasMany = isMany;
      underWay++;
      if (isMany) manyUnderWay++;
      const group = takeGroup(line, largest);
      if (onTaken !== undefined) {
        for (const { since } of group) onTaken(performance.now() - since);
      }
      void commit(group).finally(() => {
        underWay--;
        if (isMany) manyUnderWay--;
        if (isIdle()) {
          for (const resolve of whenIdle) resolve();
          whenIdle = [];
        }
        next();
      });
    }
  }

  function lineToServe(): Waiting<Item, Result>[] | undefined {
    if (underWay < lanes) {
      if (few.length > 0 && (wasMany || many.length === 0)) return few;
      if (many.length > 0) return many;
    }
    const isAllMany = underWay === lanes && manyUnderWay === lanes;
    return isAllMany && few.length > 0 ? few : undefined;
  }

  async function commit(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await options.commit(group.flatMap(({ items }) => items));
      let from = 0;
      for (const { items, resolve } of group) resolve(results.slice(from, (from += items.length)));
    } catch (error) {
      const [only, ...others] = group;
      if (others.length === 0 || options.isForAll(error)) {
        for (const { reject } of group) reject(error);
        return;
      }
      // One of them is poisoned: the others must not suffer.
      for (const waiting of only === undefined ? [] : group) await commit([waiting]);
    }
  }

  return {
    submit: (items) =>
      new Promise((resolve, reject) => {
        const since = onTaken === undefined ? 0 : performance.now();
        (items.length <= most ? few : many).push({ items, since, resolve, reject });
        next();
      }),
    idle: () =>
      isIdle() ? Promise.resolve() : new Promise((resolve) => void whenIdle.push(resolve)),
  };
}

function takeGroup<Item, Result>(
  queue: Waiting<Item, Result>[],
  largest: number,
): Waiting<Item, Result>[] {
  const group: Waiting<Item, Result>[] = [];
  let size = 0;
  for (let first = queue[0]; first !== undefined; first = queue[0]) {
    if (group.length > 0 && size + first.items.length > largest) break;
    queue.shift();
    group.push(first);
    size += first.items.length;
  }
  return group;
}
