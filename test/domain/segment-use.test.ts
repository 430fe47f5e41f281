import { expect, test } from "vitest";
import { definitionUsesSegment } from "../../src/domain/segment-use.ts";

const segments = { var: "contact.segments" };
const uses = (config: object) => definitionUsesSegment({ blocks: [{ config }] }, "VIP");

test("a segment is in use where a block changes it, or a condition at any depth asks for it", () => {
  expect(uses({ segment: "VIP" })).toBe(true);
  expect(uses({ rule: { "!": [{ in: ["VIP", segments] }] } })).toBe(true);
  expect(uses({ rule: { oneOf: [segments, ["New", "VIP"]] } })).toBe(true);
  expect(uses({ ways: [{ name: "A", rule: { or: [{ contains: [segments, "VIP"] }] } }] })).toBe(
    true,
  );
});

test("a segment is not in use where its name stands for something else", () => {
  expect(uses({ segment: "New" })).toBe(false);
  expect(uses({ rule: { "==": [{ var: "event.params.level" }, "VIP"] } })).toBe(false);
  expect(uses({ ways: [{ name: "VIP", rule: { in: ["New", segments] } }] })).toBe(false);
});
