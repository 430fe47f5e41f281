import { expect, test } from "vitest";
import type { JournaledVisit } from "../../src/domain/failed-place.ts";
import { failedPlace, hasSameBlock } from "../../src/domain/failed-place.ts";

/** A way by blocks; those with a star waited. */
function wayOf(...blocks: string[]): JournaledVisit[] {
  const made = new Map<string, number>();
  return blocks.map((named, index) => {
    const blockId = named.replace("*", "");
    const visit = (made.get(blockId) ?? 0) + 1;
    made.set(blockId, visit);
    return { blockId, visit, position: index + 1, isWait: named.endsWith("*") };
  });
}

test("a run that failed at a block stands before that visit of it, behind all that it did", () => {
  expect(failedPlace("mail", wayOf("set", "wait*"))).toEqual({
    blockId: "mail",
    position: 3,
    visits: { set: 1, wait: 1 },
    check: true,
  });
  expect(failedPlace("mail", [])).toMatchObject({ blockId: "mail", position: 1, visits: {} });
});

test("each time that it came by a block is counted, and a block that follows itself fails at the next", () => {
  expect(failedPlace("mail", wayOf("mail", "wait*", "mail", "wait*"))).toMatchObject({
    position: 5,
    visits: { mail: 2, wait: 2 },
  });
  expect(failedPlace("set", wayOf("set", "set"))).toMatchObject({
    position: 3,
    visits: { set: 2 },
  });
});

test("a run that failed at a wait, or at no block, stands at the last visit that its journal has", () => {
  const atWait = { blockId: "wait", position: 3, visits: { mail: 1, wait: 1 }, check: true };
  const way = wayOf("wait*", "mail", "wait*");
  expect(failedPlace("wait", way)).toEqual(atWait);
  expect(failedPlace(undefined, way)).toEqual(atWait);
  expect(failedPlace(undefined, [])).toBeNull();
});

test("a block is the same where it is there, and of the same kind", () => {
  const from = { blocks: { mail: { kind: "sendEmail" } } };
  expect(hasSameBlock(from, "mail", from)).toBe(true);
  expect(hasSameBlock({ blocks: {} }, "mail", from)).toBe(false);
  expect(hasSameBlock({ blocks: { mail: { kind: "goal" } } }, "mail", from)).toBe(false);
  expect(hasSameBlock(from, "other", { blocks: {} })).toBe(false);
  expect(hasSameBlock(from, "mail", undefined)).toBe(false);
});
