import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateCondition } from "../../../src/domain/condition.ts";
import { holdsIn, isOneOf } from "../../../src/domain/conditions/compare.ts";
import { holdsText } from "../../../src/domain/conditions/find-text.ts";
import {
  ConditionMeter,
  ConditionTooCostly,
  stepsForEvent,
} from "../../../src/domain/conditions/meter.ts";
import { same } from "../../../src/domain/conditions/sameness.ts";
import * as pairwise from "./pairwise.ts";
import { cpuTime } from "../../support/cpu-time.ts";

const free = () => new ConditionMeter(Infinity);

/** Few values, alike in different ways, so that many are the same. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    ...["", " ", "\t", "0", " 0", "-0", "5", "5.0", " 5 ", "0x5", "5e0", "NaN", "true", "null"],
    ...["05", "-3", "+5", "5.", "9007199254740993", "9007199254740992"],
    ...["Infinity", "1e999", "a", "A", "[5]", "[]", "{}", "é", "e\u0301"],
    ...[0, -0, 5, 5.5, 1e21, true, false, null, undefined],
  ),
  fc.constantFrom<unknown>([], [5], ["5"], [[]], {}, { a: 1 }, [null]),
  fc.integer({ min: -3, max: 9 }),
  fc.integer({ min: -3, max: 9 }).map(String),
  fc.double(),
  fc.string({ maxLength: 3 }),
);
const list = fc.array(value, { maxLength: 12 });
const any = fc.oneof(value, list);

describe("lists that are put in order say what comparing each entry with each said", () => {
  test("of two values", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(same(a, b, free())).toBe(pairwise.same(a, b));
      }),
      { numRuns: 5_000 },
    );
  });

  test("of a list and a value", () => {
    fc.assert(
      fc.property(any, any, (whole, part) => {
        expect(holdsIn(whole, part, free())).toBe(pairwise.holdsIn(whole, part));
      }),
      { numRuns: 5_000 },
    );
  });

  test("of two lists", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(isOneOf(a, b, free())).toBe(pairwise.isOneOf(a, b));
      }),
      { numRuns: 10_000 },
    );
  });

  test("also for a list that was asked before", () => {
    const kept = [" ", "5", null];
    for (const part of ["0", 5, "", "x", 0, " ", "0", "6"]) {
      expect(holdsIn(kept, part, free())).toBe(pairwise.holdsIn(kept, part));
    }
  });
});

test("a part is found in a text where the built-in search finds it", () => {
  const letters = fc.string({
    unit: fc.constantFrom("a", "b"),
    minLength: 1_000,
    maxLength: 3_000,
  });
  fc.assert(
    fc.property(letters, letters, fc.nat(2_000), (text, other, from) => {
      for (const part of [
        text.slice(from),
        other,
        `${text.slice(from)}a`,
        `b${text.slice(0, from)}`,
      ]) {
        const whole = text + other + text;
        expect(holdsText(whole, part)).toBe(whole.includes(part));
      }
    }),
    { numRuns: 300 },
  );
});

const event = (params: Record<string, unknown>) => ({
  event: {
    id: "1",
    typeKey: "t",
    keyValue: "k",
    params,
    occurredAt: null,
    receivedAt: "2026-11-24T00:00:00.000Z",
  },
});
const param = (name: string) => ({ var: `event.params.${name}` });

/** The least of three, in milliseconds: other work on the machine only adds. */
function leastMs(work: () => void): number {
  const times = Array.from({ length: 3 }, () => {
    const taken = cpuTime();
    work();
    return taken();
  });
  return Math.min(...times);
}

describe("what an event's conditions cost grows with what they look at", () => {
  const numbers = (count: number, from = 0) =>
    Array.from({ length: count }, (_, index) => from + index);
  const texts = (count: number) => numbers(count).map((number) => `x${number}`);
  const shapes: Record<string, (size: number) => [rule: object, params: Record<string, unknown>]> =
    {
      "one of 400 for a list": (size) => [
        { oneOf: [param("a"), numbers(400, -400)] },
        { a: numbers(size) },
      ],
      "two lists": (size) => [
        { oneOf: [param("a"), param("b")] },
        { a: numbers(size), b: texts(size) },
      ],
      "many entries in a list": (size) => [
        { or: texts(90).map((text) => ({ in: [`${text}!`, param("a")] })) },
        { a: numbers(size) },
      ],
      "two equal lists": (size) => [
        { and: texts(90).map(() => ({ "==": [param("a"), param("b")] })) },
        { a: numbers(size), b: numbers(size) },
      ],
      "a list in lower case": (size) => [
        { or: texts(90).map((text) => ({ in: [text, { lower: [param("a")] }] })) },
        { a: texts(size).map((text) => text.toUpperCase()) },
      ],
      "a long part in a long text": (size) => [
        { contains: [param("a"), param("b")] },
        { a: "a".repeat(size * 4), b: `${"a".repeat(size)}b${"a".repeat(size)}` },
      ],
    };

  test.each(Object.entries(shapes))("%s", (_name, shape) => {
    const timeOf = (size: number): number =>
      leastMs(() => {
        const [rule, params] = shape(size);
        evaluateCondition(rule as never, event(params), free());
      });
    timeOf(500);
    const [small, large] = [timeOf(3_000), timeOf(30_000)];
    // Ten times as much: a hundred times as long would be each with each.
    expect(large).toBeLessThan(Math.max(40 * small, 150));
    expect(large).toBeLessThan(2_000);
  });

  test("and ends where more has been spent than one event may cost, each time at the same place", () => {
    const params = { a: "ab".repeat(2_500) };
    const rule = {
      or: numbers(90).map((number) => ({ matches: [param("a"), `(\\w+\\s){1,50}${number}$`] })),
    };
    const spent = () => {
      const meter = new ConditionMeter(stepsForEvent);
      let asked = 0;
      try {
        for (; asked < 1_000; asked++) evaluateCondition(rule, event(params), meter);
      } catch (error) {
        expect(error).toBeInstanceOf(ConditionTooCostly);
      }
      return asked;
    };
    expect(spent()).toBeLessThan(1_000);
    expect(spent()).toBe(spent());
  });

  test("but many conditions on an ordinary event are all asked", () => {
    const meter = new ConditionMeter(stepsForEvent);
    const rule = {
      and: [
        { oneOf: [param("city"), texts(400)] },
        { ">": [param("total"), 5] },
        { matches: [param("email"), "@(example|shop)\\.com$"] },
      ],
    };
    const params = { city: "x399", total: 59.9, email: "ada.lovelace@example.com" };
    for (let binding = 0; binding < 500; binding++) {
      // As they come out of the database: a new object each.
      const own = structuredClone(rule);
      expect(evaluateCondition(own as never, event(params), meter)).toBe(true);
    }
  });
});
