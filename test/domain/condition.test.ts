import { describe, expect, test } from "vitest";
import {
  describeCondition,
  evaluateCondition,
  parseCondition,
} from "../../src/domain/condition.ts";

const event = {
  id: "1",
  typeKey: "orderDelivered",
  keyValue: "A-1",
  params: { total: "120.50", city: "Kyiv", tags: ["vip", "new"], empty: "", paid: true, zero: 0 },
  receivedAt: "2026-11-24T00:00:00.000Z",
  occurredAt: null,
};
const param = (name: string) => ({ var: `event.params.${name}` });
const holds = (rule: unknown) => {
  const parsed = parseCondition(rule);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return evaluateCondition(parsed.condition, { event });
};

describe("conditions", () => {
  test("numbers that were sent as text compare as numbers", () => {
    expect(holds({ ">": [param("total"), 9] })).toBe(true);
    expect(holds({ "==": [param("total"), 120.5] })).toBe(true);
    expect(holds({ "<": [param("zero"), 1] })).toBe(true);
  });

  test("a missing or empty value is neither less nor more, and equals nothing but missing", () => {
    for (const operator of ["<", "<=", ">", ">=", "==", "contains", "startsWith", "endsWith"]) {
      expect(holds({ [operator]: [param("nowhere"), 5] }), operator).toBe(false);
      expect(holds({ [operator]: [param("empty"), "x"] }), operator).toBe(false);
    }
    expect(holds({ "!=": [param("nowhere"), 5] })).toBe(true);
    expect(holds({ isSet: [param("empty")] })).toBe(false);
    expect(holds({ isSet: [param("zero")] })).toBe(true);
  });

  test("text and lists are searched", () => {
    expect(holds({ in: ["vip", param("tags")] })).toBe(true);
    expect(holds({ in: [param("city"), ["Lviv", "Kyiv"]] })).toBe(true);
    expect(holds({ contains: [param("city"), "yi"] })).toBe(true);
    expect(holds({ startsWith: [param("city"), "Ky"] })).toBe(true);
    expect(holds({ endsWith: [param("city"), "Ky"] })).toBe(false);
  });

  test("and, or, not nest", () => {
    const rule = {
      and: [
        { or: [{ "==": [param("city"), "Lviv"] }, { "==": [param("paid"), "true"] }] },
        { "!": [{ isSet: [param("x")] }] },
      ],
    };
    expect(holds(rule)).toBe(true);
    expect(describeCondition(rule)).toBe(
      '(event.params.city equals "Lviv" or event.params.paid equals "true") and not (event.params.x is set)',
    );
  });

  test("what is not a rule is refused with its place", () => {
    const problems = (rule: unknown, allowed?: string[]) => {
      const parsed = parseCondition(rule, allowed);
      return parsed.ok ? [] : parsed.problems.map(({ path }) => path);
    };
    expect(problems({ and: [{ "==": [1, 2] }, { wait: [1] }] })).toEqual(["and[1].wait"]);
    expect(problems({ "==": [1] })).toEqual(["=="]);
    expect(problems({ isSet: [{ var: "process.env" }] })).toEqual(["isSet[0].var"]);
    expect(problems({ isSet: [{ var: "contact.email" }] }, ["event"])).toEqual(["isSet[0].var"]);
    expect(problems({ constructor: [1] })).toEqual(["constructor"]);
    expect(problems("yes")).toEqual([""]);
    expect(
      problems({
        and: Array.from({ length: 100 }, () => ({ in: [1, Array.from({ length: 9 }, () => 1)] })),
      }),
    ).toEqual([""]);
  });

  test("a variable sees own values only", () => {
    expect(holds({ isSet: [{ var: "event.params.constructor" }] })).toBe(false);
    expect(parseCondition({ isSet: [{ var: "event.__proto__" }] }).ok).toBe(false);
  });
});
