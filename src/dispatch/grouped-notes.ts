import { setTimeout as sleep } from "node:timers/promises";

/** Writes down what has happened, all of a moment in one statement. */
export interface GroupedNotes<Item> {
  add(item: Item): void;
  /** Resolves when all is written that was added before. */
  written(): Promise<void>;
}

/**
 * @param afterMs how long the first of a group waits for others
 * @param write gives back what the next group is to have again
 * @param onFailure is told when a group could not be written: it is lost then
 */
export function groupedNotes<Item>(
  afterMs: number,
  write: (items: readonly Item[]) => Promise<readonly Item[]>,
  onFailure: (error: unknown) => void,
): GroupedNotes<Item> {
  let group: Item[] = [];
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    while (group.length > 0) {
      await sleep(afterMs);
      const items = group;
      group = [];
      try {
        group.push(...(await write(items)));
      } catch (error) {
        onFailure(error);
      }
    }
    writing = undefined;
  }

  return {
    add: (item) => {
      group.push(item);
      writing ??= writeAll();
    },
    written: async () => writing,
  };
}
