import { useState } from "react";

let last = 0;
const fresh = (): string => `row-${++last}`;

/** Keys of a list's rows that stay with them when they move, as their places don't. */
export function useRowKeys(length: number) {
  const [kept, setKeys] = useState<string[]>([]);
  // A list may change from outside; keys are made for rows that have none.
  let keys = kept;
  if (kept.length !== length) {
    keys = Array.from({ length }, (_, index) => kept[index] ?? fresh());
    setKeys(keys);
  }
  return { keys, change: setKeys };
}
