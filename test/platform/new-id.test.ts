import { expect, test } from "vitest";
import { validate, version } from "uuid";
import { newId } from "../../src/platform/new-id.ts";

test("ids are UUIDs of version 7, each greater than those before, also when the clock goes back", () => {
  const now = Date.parse("2026-03-01T12:00:00Z");
  const times = Array.from(
    { length: 5_000 },
    (_, index) => now + (index % 7) - Math.floor(index / 9),
  );
  const ids = times.map((time) => newId(time));
  expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
  const milliseconds = (id: string): number =>
    Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
  expect(ids.map(milliseconds).at(-1)).toBe(now + 6);
});

test("what is random of an id is of no other, also beyond what is asked of the system at once", () => {
  const tails = Array.from({ length: 2_000 }, () => newId().slice(-12));
  expect(new Set(tails).size).toBe(tails.length);
});
