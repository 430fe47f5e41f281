import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition } from "../../src/domain/condition.ts";
import { evaluateCondition, parseCondition } from "../../src/domain/condition.ts";
import type { Facts } from "../../src/domain/facts.ts";
import { withOperator, withPath } from "../../web/src/forms/condition/model/change.ts";
import { choicesFor } from "../../web/src/forms/condition/model/operator-choices.ts";
import { readCondition } from "../../web/src/forms/condition/model/read.ts";
import type { Group, Item } from "../../web/src/forms/condition/model/tree.ts";
import { newGroup, newRule } from "../../web/src/forms/condition/model/tree.ts";
import { conditionText } from "../../web/src/forms/condition/model/condition-text.ts";
import { writeCondition } from "../../web/src/forms/condition/model/write.ts";
import { useEnglish } from "./messages.ts";

useEnglish();

const names = ["event.params.a", "event.params.b", "contact.segments", "vars.n", "now"];
const word = fc.constantFrom("a", "A", "ab", "", "5", "2026-11-24", "2026-11-24T18:00:00Z");
const literal = fc.oneof(word, fc.constantFrom(0, 5, -1, 1.5), fc.boolean(), fc.constant(null));
const variable = fc.constantFrom(...names).map((name) => ({ var: name }));
const variableInBrackets = fc.constantFrom(...names).map((name) => ({ var: [name] }));
const unit = fc.constantFrom("minutes", "hours", "days", "weeks", "months", "years");
const moment = fc
  .tuple(variable, fc.integer({ min: -400, max: 400 }), unit)
  .map((args) => ({ dateAdd: args }));
const dated = fc.oneof(variable, moment, fc.constantFrom("2026-11-24", "2026-11-25T01:00:00Z"));
const anyValue = fc.oneof(
  { weight: 3, arbitrary: variable },
  { weight: 3, arbitrary: literal },
  variableInBrackets,
  moment,
  variable.map((inner) => ({ lower: inner })),
  fc.array(literal, { maxLength: 3 }),
);

const binary = fc.constantFrom(
  ...["==", "!=", "<", "<=", ">", ">=", "in", "oneOf", "contains", "startsWith", "endsWith"],
);
const comparison = fc.oneof(
  fc.tuple(binary, anyValue, anyValue).map(([name, a, b]) => ({ [name]: [a, b] })),
  fc
    .tuple(fc.constantFrom("before", "after"), dated, dated)
    .map(([name, a, b]) => ({ [name]: [a, b] })),
  fc.tuple(fc.constantFrom("isSet", "isEmpty"), anyValue).map(([name, a]) => ({ [name]: [a] })),
  fc.tuple(fc.constantFrom("isSet", "isEmpty"), variable).map(([name, a]) => ({ [name]: a })),
  fc.tuple(anyValue, fc.constantFrom("^a", "b$", "5")).map((args) => ({ matches: args })),
  variable,
  literal,
);
const { rule } = fc.letrec<{ rule: unknown }>((tie) => ({
  rule: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 4, arbitrary: comparison },
    fc.array(tie("rule"), { minLength: 1, maxLength: 3 }).map((args) => ({ and: args })),
    fc.array(tie("rule"), { minLength: 1, maxLength: 3 }).map((args) => ({ or: args })),
    tie("rule").map((inner) => ({ and: inner })),
    tie("rule").map((inner) => ({ "!": inner })),
    tie("rule").map((inner) => ({ "!": [inner] })),
  ),
}));

const value = fc.oneof(literal, fc.array(word, { maxLength: 3 }), fc.constant(undefined));
const facts = fc
  .record({ a: value, b: value, n: value, segments: fc.array(word, { maxLength: 3 }) })
  .map(({ a, b, n, segments }) => {
    const known = {
      event: { params: { a, b } },
      contact: { segments, timeZone: "Europe/Kyiv" },
      order: null,
      vars: { n },
      messages: {},
      waited: {},
      now: "2026-11-24T20:00:00Z",
    };
    return known as unknown as Facts;
  });

/** What it comes to; a rule that the engine refuses stays one that it refuses. */
function holds(condition: unknown, known: Facts): boolean | "refused" {
  try {
    return evaluateCondition(condition as Condition, known);
  } catch {
    return "refused";
  }
}
const describePath = (path: string) => ({ label: path, type: "unknown" as const });

function withoutIds(item: Item): unknown {
  const { id: _id, ...rest } = item;
  return rest.kind === "group" ? { ...rest, items: rest.items.map(withoutIds) } : rest;
}

describe("a condition in the editor", () => {
  test("means what the rule meant, whatever the rule", () => {
    fc.assert(
      fc.property(rule, fc.array(facts, { minLength: 1, maxLength: 5 }), (given, worlds) => {
        fc.pre(parseCondition(given).ok);
        const written = writeCondition(readCondition(given));
        expect(parseCondition(written).ok).toBe(true);
        for (const known of worlds) expect(holds(written, known)).toBe(holds(given, known));
      }),
      { numRuns: 3_000 },
    );
  });

  test("comes back as it was shown", () => {
    fc.assert(
      fc.property(rule, (given) => {
        fc.pre(parseCondition(given).ok);
        const shown = readCondition(given);
        const again = readCondition(writeCondition(shown));
        // A group of one needs no group; after that, nothing changes any more.
        const settled = readCondition(writeCondition(again));
        expect(withoutIds(settled)).toEqual(withoutIds(again));
      }),
      { numRuns: 1_000 },
    );
  });

  test("keeps as code what it has no inputs for, beside what it has", () => {
    const odd = { "==": [{ dateAdd: [{ var: "order.date" }, 3, "days"] }, "2026-11-24"] };
    const usual = { ">": [{ var: "event.params.total" }, 50] };
    const shown = readCondition({ and: [usual, odd] });
    expect(shown.items.map(({ kind }) => kind)).toEqual(["rule", "code"]);
    expect(writeCondition(shown)).toEqual({ and: [usual, odd] });
  });

  test("shows a membership, a date counted from now, and a comparison with its sides exchanged", () => {
    const given = {
      and: [
        { in: ["VIP", { var: "contact.segments" }] },
        { "!": { in: ["Lost", { var: "contact.segments" }] } },
        { after: [{ var: "order.date" }, { dateAdd: [{ var: "now" }, -30, "days"] }] },
        { "<": [50, { var: "event.params.total" }] },
      ],
    };
    const shown = readCondition(given);
    expect(shown.items.every(({ kind }) => kind === "rule")).toBe(true);
    expect(writeCondition(shown)).toEqual({
      and: [...given.and.slice(0, 3), { ">": [{ var: "event.params.total" }, 50] }],
    });
    const types = { "contact.segments": "segments", "order.date": "date" } as const;
    const label = (path: string) => ({
      label: path,
      type: types[path as keyof typeof types] ?? ("number" as const),
    });
    expect(conditionText(shown, label)).toBe(
      "The contact is a member of “VIP” and the contact is not a member of “Lost” and " +
        "order.date is after 30 days ago and event.params.total is more than 50.",
    );
  });

  test("leaves out a rule that is not finished, and is none without any", () => {
    expect(writeCondition(newGroup([newRule(), newRule("event.params.a")]))).toBeNull();
    const known = { ...newRule("event.params.a"), operator: "isSet" as const };
    expect(writeCondition(newGroup([newRule(), known]))).toEqual({
      isSet: { var: "event.params.a" },
    });
    expect(conditionText(newGroup([newRule()]), describePath)).toBe("");
  });

  test("whatever is chosen in its inputs, the rule is one that can be saved", () => {
    const types = ["text", "number", "boolean", "date", "list", "segments", "unknown"] as const;
    const start = { ...newRule("vars.n"), operand: { kind: "literal", value: "5" } as const };
    for (const from of types) {
      for (const to of types) {
        for (const choice of choicesFor(from, { operator: "==", not: false })) {
          const moved = withPath(withOperator(start, choice, from), "event.params.a", to);
          const usual = choicesFor(to, { operator: "isSet", not: false });
          expect(usual.some(({ operator }) => operator === moved.operator)).toBe(true);
          const written = writeCondition(newGroup([moved]));
          if (written !== null && !["before", "after"].includes(moved.operator)) {
            expect(parseCondition(written)).toMatchObject({ ok: true });
          }
        }
      }
    }
  });

  test("a group of none reads as the opposite of a group of any", () => {
    const either = [{ isSet: { var: "vars.n" } }, { isSet: { var: "event.params.a" } }];
    const shown: Group = { ...readCondition({ or: either }), not: true };
    expect(writeCondition(shown)).toEqual({ "!": { or: either } });
    expect(withoutIds(readCondition({ "!": { or: either } }))).toEqual(withoutIds(shown));
  });
});
