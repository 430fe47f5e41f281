import fc from "fast-check";
import { expect, test } from "vitest";
import type { Spending } from "../../src/domain/uplift.ts";
import {
  rateDifference,
  rateVerdict,
  spendingDifference,
  spendingVerdict,
  studentQuantile,
  wilsonInterval,
} from "../../src/domain/uplift.ts";

const of = (converted: number, contacts: number) => ({ converted, contacts });
const fourDecimals = ({ low, high }: { low: number; high: number }) =>
  [low, high].map((value) => Math.round(value * 10_000) / 10_000);

// Newcombe, Statistics in Medicine 17, 1998, 857-872, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("Wilson's interval of %i in %i is the published one", (converted, contacts, low, high) => {
  expect(fourDecimals(wilsonInterval(of(converted, contacts)))).toEqual([low, high]);
});

// Newcombe, Statistics in Medicine 17, 1998, 873-890, table II, method 10.
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])("Newcombe's interval of %i/%i - %i/%i is the published one", (a, m, b, n, low, high) => {
  expect(fourDecimals(rateDifference(of(a, m), of(b, n)))).toEqual([low, high]);
});

function spendingOf(values: readonly number[]): Spending {
  const sum = values.reduce((total, value) => total + value, 0);
  const sumOfSquares = values.reduce((total, value) => total + value ** 2, 0);
  return { contacts: values.length, sum, sumOfSquares };
}

// Student's sleep data (1908), as t.test(extra ~ group, data = sleep) prints them in R's manual.
test("Welch's interval of Student's sleep data is the published one", () => {
  const one = spendingOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
  const other = spendingOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
  const { difference, low, high } = spendingDifference(one, other);
  expect(difference).toBeCloseTo(-1.58, 10);
  expect(low).toBeCloseTo(-3.3654832, 4);
  expect(high).toBeCloseTo(0.2054832, 4);
});

test.each([
  [10, 2.2281],
  [17.776, 2.1028],
  [29, 2.0452],
  [1_000, 1.9623],
])("Student's quantile of %d degrees of freedom is that of the tables", (freedom, quantile) => {
  expect(studentQuantile(freedom)).toBeCloseTo(quantile, 3);
});

test("an interval holds the difference, turns round with its groups and stays within what is possible", () => {
  const group = fc
    .integer({ min: 1, max: 5_000 })
    .chain((contacts) => fc.integer({ min: 0, max: contacts }).map((n) => of(n, contacts)));
  fc.assert(
    fc.property(group, group, (a, b) => {
      const { difference, low, high } = rateDifference(a, b);
      expect(low).toBeGreaterThanOrEqual(-1 - 1e-9);
      expect(high).toBeLessThanOrEqual(1 + 1e-9);
      expect(low <= difference + 1e-9 && difference <= high + 1e-9).toBe(true);
      const turned = rateDifference(b, a);
      expect(turned.low).toBeCloseTo(-high, 9);
      expect(turned.high).toBeCloseTo(-low, 9);
    }),
  );
});

test("nothing is said of few contacts or conversions, and else whether the interval holds 0", () => {
  expect(rateVerdict(of(29, 29), of(0, 1_000))).toBe("not_enough");
  expect(rateVerdict(of(9, 900), of(0, 100))).toBe("not_enough");
  expect(rateVerdict(of(100, 900), of(11, 100))).toBe("no_difference");
  expect(rateVerdict(of(300, 900), of(10, 100))).toBe("more");
  expect(rateVerdict(of(90, 900), of(40, 100))).toBe("less");
  const spent = (value: number) => Array.from({ length: 50 }, (_, n) => (n < 20 ? value + n : 0));
  const group = (value: number, spenders: number) => ({ ...spendingOf(spent(value)), spenders });
  expect(spendingVerdict(group(100, 20), group(10, 9))).toBe("not_enough");
  expect(spendingVerdict(group(100, 20), group(10, 20))).toBe("more");
  expect(spendingVerdict(group(10, 20), group(10, 20))).toBe("no_difference");
});
