import { expect, test } from "vitest";
import { inARow } from "../support/definitions.ts";
import { blockIssues } from "../../src/rendering/work/block-issues.ts";

/** What keeps a block from being published: the fields that are at fault. */
function faults(kind: string, config: object): (string | undefined)[] {
  // Settings that can't be read at all are thrown.
  inARow({ id: "block", kind, config });
  return blockIssues({ blocks: [{ id: "block", kind, config }] })
    .flat()
    .map(({ field }) => field);
}

const always = { "==": [1, 1] };
const window = { days: ["monday"], from: "09:00", to: "18:00" };

test("a date to wait for is given once, can be read, and is shifted one way", () => {
  const span = { amount: 1, unit: "days" };
  expect(faults("waitUntil", {})).toEqual(["at"]);
  expect(faults("waitUntil", { at: "2026-12-24", field: "order.date" })).toEqual(["at"]);
  expect(faults("waitUntil", { at: "24/12/2026" })).toEqual(["at"]);
  expect(faults("waitUntil", { field: "order.date", before: span, after: span })).toEqual([
    "after",
  ]);
  expect(faults("waitUntil", { field: "order.date", before: span })).toEqual([]);
});

test("ways have names of their own, other than that of all the rest", () => {
  expect(faults("branch", {})).toEqual(["ways"]);
  const branch = (...names: string[]) =>
    faults("branch", { ways: names.map((name) => ({ name, rule: always })) });
  expect(branch("A", "B")).toEqual([]);
  expect(branch("A", "A")).toContain("ways[1].name");
  expect(branch("else")).toContain("ways[0].name");
  expect(faults("branchByTime", { ways: [{ name: "else", windows: [window] }] })).toContain(
    "ways[0].name",
  );
});

test("the shares of a split add up to 100, to the hundredth", () => {
  const split = (...shares: number[]) =>
    faults("randomSplit", { ways: shares.map((percent, n) => ({ name: `Way ${n}`, percent })) });
  expect(faults("randomSplit", {})).toEqual([]);
  expect(split(33.33, 33.33, 33.34)).toEqual([]);
  expect(split(10.1, 20.2, 69.7)).toEqual([]);
  expect(split(33.33, 33.33, 33.33)).toEqual(["ways"]);
  expect(split(0, 100)).toEqual([]);
  expect(() => split(33.333, 66.667)).toThrow("two decimals");
});

test("a variable's value is one of its type, or a template that can be read", () => {
  const set = (config: object) => faults("setVariable", { name: "x", ...config });
  expect(set({})).toEqual([]);
  expect(set({ value: "{{ event.params.x" })).toEqual(["value"]);
  expect(set({ value: 5 })).toEqual(["value"]);
  expect(set({ type: "number" })).toEqual(["value"]);
  expect(set({ type: "number", value: "ten" })).toEqual(["value"]);
  expect(set({ type: "number", value: "{{ vars.ten }}", operation: "add" })).toEqual([]);
  expect(set({ type: "text", value: "x", operation: "add" })).toEqual(["operation"]);
  expect(set({ type: "boolean", value: "perhaps" })).toEqual(["value"]);
  expect(set({ type: "json", value: { any: [null] } })).toEqual([]);
  expect(set({ type: "json", value: "{" })).toEqual(["value"]);
});

test("a check point has a name", () => {
  expect(faults("checkPoint", {})).toEqual(["name"]);
});

test("hours, weekdays and time zones are problems where they can't be read", () => {
  const faultsOf = (given: object) =>
    blockIssues({ blocks: [{ id: "w", kind: "timeWindow", config: given }] })
      .flat()
      .map(({ field }) => field);
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({ windows: [{ days: ["monday"], from: "24:00", to: "25:00" }] })).toEqual([
    "windows[0].from",
    "windows[0].to",
  ]);
  expect(faultsOf({ windows: [{ days: [], from: "09:00", to: "24:00" }] })).toEqual([
    "windows[0].days",
  ]);
  expect(faultsOf({ timeZone: "Mars/Olympus" })).toEqual(["timeZone"]);
});
