import fc from "fast-check";
import { expect, test } from "vitest";
import { conditionLabel, parseCondition } from "../../../src/domain/condition.ts";
import { conditionSentences } from "../../../src/domain/sentences/condition-sentences.ts";
import type { ConditionPart } from "../../../src/domain/sentences/read-condition.ts";
import { readCondition } from "../../../src/domain/sentences/read-condition.ts";
import { readSentence } from "../../../src/domain/sentences/read-sentence.ts";
import { sayCondition } from "../../../src/domain/sentences/say-condition.ts";
import { sayVisit } from "../../../src/domain/sentences/visit-sentences.ts";
import { anyCondition } from "./any-condition.ts";

/** What others may write, with the words of conditions among it. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...Object.values(conditionSentences).map(
          (word) => ` ${word.replace("{span:span}", "3 days")} `,
        ),
      ),
      fc.constantFrom(
        '"',
        '\\"',
        "\\",
        "'",
        "[",
        "]",
        '["',
        '"]',
        "(",
        ")",
        ", ",
        "; ",
        ": ",
        " ",
        ".",
      ),
      fc.constantFrom("event.params.x", "now", "true", "1", "x", "\n", "Київ"),
      fc.string({ unit: "grapheme", maxLength: 6 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

/** As the tables write it. */
function written(parts: readonly ConditionPart[]): string {
  return parts
    .map(({ text, word, span = "" }) =>
      word === undefined ? text : sayCondition(word as "beforeDate", { span }),
    )
    .join("");
}

test("whatever a condition says is read, and written again as it was", () => {
  fc.assert(
    fc.property(anyCondition({ names: nasty, values: nasty }), (rule) => {
      const text = conditionLabel(rule);
      const parts = readCondition(text);
      if (parts === null) throw new Error(`nobody can read ${text}`);
      expect(written(parts)).toBe(text);
      expect(wordsOf(parts)).toEqual(wordsSaid(rule));
    }),
    { numRuns: 500 },
  );
});

const wordsOf = (parts: readonly ConditionPart[]) =>
  parts.flatMap(({ word }) => (word === undefined ? [] : [word]));

/** The words that a rule says, by its operators alone: none that stands in a name or a value. */
function wordsSaid(rule: unknown): string[] {
  return wordsOf(readCondition(conditionLabel(withoutOthers(rule))) ?? []);
}

/** The same rule with names and values that can't be taken for words. */
function withoutOthers(rule: unknown): unknown {
  if (Array.isArray(rule)) return rule.map(withoutOthers);
  if (typeof rule === "string") return "v";
  if (typeof rule !== "object" || rule === null) return rule;
  const [operator = "", given] = Object.entries(rule)[0] ?? [];
  if (operator === "var") return given === "now" ? rule : { var: "event.params.p" };
  if (operator !== "dateAdd") return { [operator]: withoutOthers(given) };
  const [date, ...shift] = given as unknown[];
  return { dateAdd: [withoutOthers(date), ...shift] };
}

test("names that could be taken for words around them stand in quotes, and others as they are", () => {
  const label = (name: string) => conditionLabel({ isSet: [{ var: name }] });
  expect(label("event.params.is set")).toBe('event.params["is set"] is set');
  expect(label("contact.attributes.size (EU).eu")).toBe(
    'contact.attributes["size (EU)"].eu is set',
  );
  expect(label("event[0] is empty")).toBe('event["[0] is empty"] is set');
  for (const name of [
    "event.params.total",
    'event.params["is set"]',
    "order.items[0].ціна",
    "now",
  ]) {
    expect(label(name)).toBe(`${name} is set`);
  }
});

test.each([
  ["a list of none", "event.params.x is one of "],
  ["names without their quotes, as they were written once", "event.params.first name is set"],
  ["what was cut", 'event.params.x equals "Ky…'],
  ["what belongs to nobody", "the mailbox is full"],
  ["a bracket too many", "event.params.x is set)"],
  ["a bracket too few", "not (event.params.x is set"],
  ["no condition", ""],
])("%s stays as it is", (_what, text) => {
  expect(readCondition(text)).toBeNull();
});

test("a condition is found behind its branch, whatever the branch is called", () => {
  const condition = conditionLabel({ "==": [{ var: "event.params.x" }, "a: b"] });
  for (const branch of ["Large", "A: B", "event.params.y is set", '"']) {
    const note = sayVisit("branchHolds", { branch, condition });
    expect(readSentence(note)?.values["branch"]?.text).toBe(branch);
  }
});

test("a condition of any length and depth is read once", () => {
  const one = 'event.params.x equals "a, b"';
  const long = Array.from({ length: 50_000 }, () => one).join(" and ");
  expect(readCondition(long)?.filter(({ word }) => word === "equals")).toHaveLength(50_000);
  const deep = `${"not (".repeat(50_000)}${one}${")".repeat(50_000)}`;
  expect(readCondition(deep)?.filter(({ word }) => word === "not")).toHaveLength(50_000);
  expect(readCondition("not (".repeat(50_000))).toBeNull();
  expect(readSentence(`Large${`: ${one}`.repeat(20_000)}`)?.key).toBe("visits.branchHolds");
});

test("every word of conditions is written by some operator, and read", () => {
  expect(parseCondition({ "!": [{ isSet: [{ var: "event.params.x" }] }] }).ok).toBe(true);
  const said = new Set<string>();
  fc.assert(
    fc.property(anyCondition({ names: fc.constant("n"), values: fc.constant("v") }), (rule) => {
      for (const word of wordsSaid(rule)) said.add(word);
    }),
    { numRuns: 2_000, seed: 1 },
  );
  expect([...said].toSorted()).toEqual(Object.keys(conditionSentences).toSorted());
});
