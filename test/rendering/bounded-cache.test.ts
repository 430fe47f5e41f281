import { expect, test } from "vitest";
import { LRUCache } from "lru-cache";

test("what was used longest ago goes first, by number and by weight", () => {
  const cache = new LRUCache<string, number>({ max: 3, maxSize: 10 });
  for (const [index, key] of ["a", "b", "c"].entries()) cache.set(key, index, { size: 1 });
  cache.get("a");
  cache.set("d", 4, { size: 1 });
  expect(["a", "b", "c", "d"].map((key) => cache.get(key))).toEqual([0, undefined, 2, 4]);
  cache.set("e", 5, { size: 9 });
  expect(["a", "c", "d", "e"].map((key) => cache.get(key))).toEqual([undefined, undefined, 4, 5]);
  cache.set("huge", 6, { size: 11 });
  expect([cache.get("huge"), cache.get("e"), cache.size]).toEqual([undefined, 5, 2]);
});
