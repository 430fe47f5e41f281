import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOf } from "../../src/domain/split.ts";

const key = (contact: number, block = "split"): string => `workflow/${block}/contact-${contact}`;
const everybody = Array.from({ length: 10_000 }, (_, contact) => contact);

/** Shares in hundredths that add up to 100 %. */
const shares = fc
  .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 5 })
  .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), 10_000])
  .map((cuts) =>
    cuts.slice(1).map((cut, index) => ({
      name: `Way ${index}`,
      percent: (cut - (cuts[index] ?? 0)) / 100,
    })),
  );

test("of 10,000 contacts, each way gets its share", () => {
  fc.assert(
    fc.property(shares, fc.string(), (ways, block) => {
      const counts = new Map<string, number>();
      for (const contact of everybody) {
        const way = shareOf(ways, key(contact, block));
        counts.set(way, (counts.get(way) ?? 0) + 1);
      }
      for (const { name, percent } of ways) {
        const expected = percent / 100;
        // Five standard deviations of a fair draw.
        const tolerance = 5 * Math.sqrt((expected * (1 - expected)) / 10_000) + 0.000_5;
        expect(Math.abs((counts.get(name) ?? 0) / 10_000 - expected)).toBeLessThan(tolerance);
      }
    }),
    { numRuns: 15 },
  );
});

test("a contact goes the same way each time, and a way of nothing is never taken", () => {
  fc.assert(
    fc.property(shares, fc.nat(), (ways, contact) => {
      const way = shareOf(ways, key(contact));
      expect(shareOf(ways, key(contact))).toBe(way);
      expect(ways.find(({ name }) => name === way)?.percent).toBeGreaterThan(0);
    }),
  );
});

test("when a share grows, nobody leaves it", () => {
  const small = [
    { name: "New", percent: 10 },
    { name: "Old", percent: 90 },
  ];
  const large = [
    { name: "New", percent: 25.5 },
    { name: "Old", percent: 74.5 },
  ];
  const before = everybody.filter((contact) => shareOf(small, key(contact)) === "New");
  expect(before.every((contact) => shareOf(large, key(contact)) === "New")).toBe(true);
});

test("two blocks split independently of one another", () => {
  const halves = [
    { name: "A", percent: 50 },
    { name: "B", percent: 50 },
  ];
  const same = everybody.filter(
    (contact) => shareOf(halves, key(contact, "one")) === shareOf(halves, key(contact, "two")),
  );
  expect(Math.abs(same.length / 10_000 - 0.5)).toBeLessThan(0.025);
});
