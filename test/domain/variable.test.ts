import fc from "fast-check";
import { expect, test } from "vitest";
import { booleanValue, jsonValue, numberValue, textValue } from "../../src/domain/variable.ts";

const set = (value: unknown) => ({ outcome: "value", value });

test("a number is set, or counted up and down from the former value", () => {
  expect(numberValue("set", " 12.50 ", 7)).toEqual(set(12.5));
  expect(numberValue("add", 3, 7)).toEqual(set(10));
  expect(numberValue("subtract", "3", "7")).toEqual(set(4));
});

test("what was no number before counts as 0", () => {
  for (const former of [undefined, null, "", "many", [], {}, Number.NaN]) {
    expect(numberValue("subtract", 2, former)).toEqual(set(-2));
  }
});

test("cents add up: adding and taking away the same leaves what was there", () => {
  expect(numberValue("add", 0.2, 0.1)).toEqual(set(0.3));
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.integer({ min: -1e9, max: 1e9 }),
      (cents, change) => {
        const added = numberValue("add", change / 100, cents / 100);
        if (added.outcome !== "value") throw new Error(added.message);
        expect(numberValue("subtract", change / 100, added.value)).toEqual(set(cents / 100));
      },
    ),
  );
});

test("a value that is none of its type leaves the variable as it was", () => {
  expect(numberValue("set", "ten", 1).outcome).toBe("unreadable");
  expect(numberValue("add", "", 1).outcome).toBe("unreadable");
  expect(numberValue("add", 1e308, 1.7e308).outcome).toBe("unreadable");
  expect(booleanValue("perhaps").outcome).toBe("unreadable");
  expect(jsonValue("{").outcome).toBe("unreadable");
  expect(jsonValue(`"${"x".repeat(100_001)}"`).outcome).toBe("unreadable");
});

test("truth is told in the words that events use", () => {
  for (const given of [true, "true", " Yes", "1", 1])
    expect(booleanValue(given)).toEqual(set(true));
  for (const given of [false, "FALSE", "no", "0", ""])
    expect(booleanValue(given)).toEqual(set(false));
});

test("a text is kept up to 10,000 characters", () => {
  expect(textValue("x".repeat(20_000))).toEqual(set("x".repeat(10_000)));
});
