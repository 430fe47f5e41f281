import { describe, expect, test } from "vitest";
import { conditionLabel, evaluateCondition, parseCondition } from "../../src/domain/condition.ts";
import type { ContactFacts } from "../../src/domain/facts.ts";
import { cpuTime } from "../support/cpu-time.ts";

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
    expect(conditionLabel(rule)).toBe(
      '(event.params.city equals "Lviv" or event.params.paid equals "true") and event.params.x is not set',
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

test("a param is reached by its name, whatever stands in it", () => {
  const params = {
    "order.total": 5,
    "a.b": { "c.d": { e: 6 } },
    order: { id: 7 },
    "items[0]": 8,
    "First Name": "Ada",
    "x/y\\z": 9,
    "..": 10,
    list: [{ "p.q": 11 }],
    "both.x": "dotted",
    both: { x: "inside" },
  };
  const asked = (path: string, value: unknown) =>
    evaluateCondition({ "==": [{ var: path }, value] }, { event: { ...event, params } });
  for (const [path, value] of Object.entries({
    "event.params.order.total": 5,
    'event.params["order.total"]': 5,
    "event.params['order.total']": 5,
    "event.params.a.b.c.d.e": 6,
    'event.params["a.b"]["c.d"].e': 6,
    "event.params.order.id": 7,
    "event.params.items[0]": 8,
    "event.params.First Name": "Ada",
    "event.params.x/y\\z": 9,
    "event.params...": 10,
    "event.params.list.0.p.q": 11,
    'event.params.list[0]["p.q"]': 11,
    "event.params.both.x": "inside",
    'event.params["both.x"]': "dotted",
  })) {
    expect(parseCondition({ isSet: [{ var: path }] }).ok, path).toBe(true);
    expect(asked(path, value), path).toBe(true);
  }
  for (const path of ["event.params.order.none", 'event.params["order.total', "event.params["]) {
    expect(asked(path, null), path).toBe(true);
  }
  for (const path of ['event["__proto__"]', "event.__proto__.x", "process.env"]) {
    expect(parseCondition({ isSet: [{ var: path }] }).ok, path).toBe(false);
  }
});

describe("numbers and texts that look like numbers", () => {
  test("two texts are the same where they are the same text", () => {
    const alike = ["1001", "01001", "1001.0", "+1001", " 1001", "1001 ", "1e3", "1000", "0x3E8"];
    for (const a of alike) {
      for (const b of alike) {
        expect(holds({ "==": [a, b] }), `${a} == ${b}`).toBe(a === b);
        expect(holds({ "!=": [a, b] })).toBe(a !== b);
        expect(holds({ oneOf: [a, [b]] })).toBe(a === b);
        expect(holds({ in: [a, ["x", b]] })).toBe(a === b);
        expect(holds({ oneOf: [["x", a], [b]] })).toBe(a === b);
      }
    }
  });

  test("a number is the same as a text only where the text plainly is that number", () => {
    for (const text of ["5", "5.0", "5.00"]) {
      for (const pair of [
        [5, text],
        [text, 5],
      ]) {
        expect(holds({ "==": pair }), JSON.stringify(pair)).toBe(true);
      }
      expect(holds({ oneOf: [5, [text]] })).toBe(true);
      expect(holds({ oneOf: [text, [5]] })).toBe(true);
    }
    for (const text of ["05", " 5 ", "5.", "+5", "0x5", "5e0", "five"]) {
      expect(holds({ "==": [5, text] }), text).toBe(false);
      expect(holds({ oneOf: [text, [5]] }), text).toBe(false);
    }
    expect(holds({ "==": [0, " "] })).toBe(false);
    expect(holds({ "==": [-1.5, "-1.5"] })).toBe(true);
  });

  test("ids with more digits than a number holds are told apart, and are in order", () => {
    const [less, more] = ["9007199254740992", "9007199254740993"];
    expect(holds({ "==": [less, more] })).toBe(false);
    expect(holds({ "<": [less, more] })).toBe(true);
    expect(holds({ ">=": [less, more] })).toBe(false);
    expect(holds({ "<=": [more, more] })).toBe(true);
    expect(holds({ ">": [more, 5] })).toBe(true);
    expect(holds({ "<": [`-${more}`, `-${less}`] })).toBe(true);
    expect(holds({ oneOf: [less, [more, "x"]] })).toBe(false);
  });

  test("the order is that of numbers, of dates, or of letters", () => {
    expect(holds({ "<": ["9", "10"] })).toBe(true);
    expect(holds({ "<": ["9.5", 10] })).toBe(true);
    expect(holds({ "<": ["-10", "-9"] })).toBe(true);
    expect(holds({ "<": ["09", "1"] })).toBe(true);
    expect(holds({ "<": ["Kyiv", "Lviv"] })).toBe(true);
    expect(holds({ "<": ["03.12.2026", "24.11.2026"] })).toBe(false);
    expect(holds({ ">": ["2026-01-15T10:00:00+02:00", "2026-01-15T09:00:00Z"] })).toBe(false);
    for (const operator of ["<", "<=", ">", ">="]) {
      for (const text of ["05", " 5", "0x10", "1e3", "", "Infinity", "x"]) {
        expect(holds({ [operator]: [text, 5] }), `${text} ${operator} 5`).toBe(false);
        expect(holds({ [operator]: [5, text] }), `5 ${operator} ${text}`).toBe(false);
      }
      expect(holds({ [operator]: [true, 0] })).toBe(false);
    }
  });
});

describe("comparisons of texts", () => {
  test("a pattern is found anywhere in a text, and anchored where it says so", () => {
    expect(holds({ matches: [param("city"), "y.v"] })).toBe(true);
    expect(holds({ matches: [param("city"), "^yiv"] })).toBe(false);
    expect(holds({ matches: [param("city"), "(?i)^KYIV$"] })).toBe(true);
    expect(holds({ matches: [param("total"), "^\\d+\\.\\d{2}$"] })).toBe(true);
    expect(holds({ matches: [param("tags"), "^v"] })).toBe(true);
    expect(holds({ matches: [param("nowhere"), ".*"] })).toBe(false);
  });

  test("no pattern takes long, whatever it is asked of", () => {
    const text = `${"a".repeat(50_000)}!`;
    for (const pattern of ["(a+)+$", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*x"]) {
      const rule = { matches: [{ var: "event.params.long" }, pattern] };
      const parsed = parseCondition(rule);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      const taken = cpuTime();
      evaluateCondition(parsed.condition, { event: { ...event, params: { long: text } } });
      expect(taken(), pattern).toBeLessThan(500);
    }
  });

  test("a pattern that can't be read, is too long or repeats too much is refused", () => {
    for (const pattern of [
      "(",
      "a(?=b)",
      "(a)\\1",
      "x".repeat(501),
      "(\\pL{1,100}){1,10}",
      "",
      5,
    ]) {
      const parsed = parseCondition({ matches: [param("city"), pattern] });
      expect(parsed.ok, String(pattern)).toBe(false);
    }
    // A variable's content would be a stranger's pattern.
    expect(parseCondition({ matches: [param("city"), param("pattern")] }).ok).toBe(false);
  });

  test("letters are compared as they are, unless both sides are in lower case", () => {
    expect(holds({ "==": [param("city"), "kyiv"] })).toBe(false);
    expect(holds({ "==": [{ lower: [param("city")] }, "kyiv"] })).toBe(true);
    expect(holds({ in: ["vip", { lower: param("tags") }] })).toBe(true);
    expect(holds({ isSet: [{ lower: [param("nowhere")] }] })).toBe(false);
  });

  test("one of several: a value among them, or a list that has one of them", () => {
    expect(holds({ oneOf: [param("city"), ["Lviv", "Kyiv"]] })).toBe(true);
    expect(holds({ oneOf: [param("tags"), ["old", "new"]] })).toBe(true);
    expect(holds({ oneOf: [param("tags"), ["old"]] })).toBe(false);
    expect(holds({ oneOf: [param("nowhere"), ["old"]] })).toBe(false);
  });

  test("set and empty are opposites, for lists as well", () => {
    const params = { none: [], some: ["x"], blank: "", no: false };
    for (const [name, isEmpty] of Object.entries({
      none: true,
      some: false,
      blank: true,
      no: false,
      nowhere: true,
    })) {
      const variable = { var: `event.params.${name}` };
      for (const given of [variable, [variable]]) {
        const facts = { event: { ...event, params } };
        expect(evaluateCondition({ isEmpty: given }, facts), name).toBe(isEmpty);
        expect(evaluateCondition({ isSet: given }, facts), name).toBe(!isEmpty);
      }
    }
  });
});

describe("comparisons of dates", () => {
  const contact = { timeZone: "Europe/Kyiv" } as ContactFacts;
  const params = {
    at: "2026-11-24T22:30:00Z",
    day: "2026-11-24",
    odd: "soon",
    local: "24.11.2026 23:00",
  };
  const now = "2026-11-24T12:00:00.000Z";
  const asked = (rule: unknown, facts: object = { contact }) => {
    const parsed = parseCondition(rule);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return evaluateCondition(parsed.condition, { event: { ...event, params }, now, ...facts });
  };

  test("instants are before and after one another; a whole day is one of the contact's calendar", () => {
    expect(asked({ before: [param("at"), "2026-11-24T22:31:00Z"] })).toBe(true);
    expect(asked({ after: [param("at"), param("local")] })).toBe(true);
    expect(asked({ after: [param("local"), "2026-11-24T20:59:00Z"] })).toBe(true);
    // 22:30 UTC is the 25th in Kyiv.
    expect(asked({ after: [param("at"), "2026-11-24"] })).toBe(true);
    expect(asked({ after: [param("at"), "2026-11-24"] }, {})).toBe(false);
    expect(asked({ before: [param("day"), param("day")] })).toBe(false);
    expect(asked({ after: [param("day"), param("day")] })).toBe(false);
  });

  test("dates are asked about relative to now", () => {
    const ago = (amount: number, unit: string) => ({ dateAdd: [{ var: "now" }, amount, unit] });
    expect(asked({ after: [param("day"), ago(-3, "days")] })).toBe(true);
    expect(asked({ after: [param("day"), ago(3, "days")] })).toBe(false);
    expect(asked({ before: [{ dateAdd: [param("at"), 1, "months"] }, "2026-12-26"] })).toBe(true);
    expect(asked({ before: [{ var: "now" }, param("at")] })).toBe(true);
    // A filter sees the event alone: now is when that was received.
    const seen = {
      event: { ...event, receivedAt: "2026-11-25T00:00:00Z", params },
      now: undefined,
    };
    expect(asked({ after: [{ var: "now" }, param("at")] }, seen)).toBe(true);
  });

  test("what is no date is neither before nor after anything", () => {
    for (const name of ["odd", "nowhere"]) {
      for (const operator of ["before", "after"]) {
        expect(asked({ [operator]: [param(name), "2026-11-24"] })).toBe(false);
        expect(asked({ [operator]: [{ dateAdd: [param(name), 1, "days"] }, "2026-11-24"] })).toBe(
          false,
        );
      }
    }
  });

  test("dates in a rule are checked when it is saved", () => {
    for (const rule of [
      { before: [param("at"), "24/11/2026"] },
      { after: [param("at"), true] },
      { dateAdd: [{ var: "now" }, 1.5, "days"] },
      { dateAdd: [{ var: "now" }, 1, "moons"] },
      { dateAdd: [{ var: "now" }, param("n"), "days"] },
      { isSet: [{ var: "now.x" }] },
    ]) {
      expect(parseCondition(rule).ok, JSON.stringify(rule)).toBe(false);
    }
    expect(parseCondition({ after: [{ var: "now" }, "2026-11-24"] }, ["event"]).ok).toBe(true);
  });
});

test("every comparison and its negation reads as a sentence", () => {
  const city = param("city");
  const sentences: Record<string, unknown> = {
    'event.params.city is one of "Lviv", "Kyiv"': { oneOf: [city, ["Lviv", "Kyiv"]] },
    'event.params.city is none of "Lviv"': { "!": [{ oneOf: [city, ["Lviv"]] }] },
    'event.params.city in lower case equals "kyiv"': { "==": [{ lower: [city] }, "kyiv"] },
    'event.params.city matches "^K"': { matches: [city, "^K"] },
    'event.params.city does not match "^K"': { "!": { matches: [city, "^K"] } },
    'event.params.city does not contain "y"': { "!": [{ contains: [city, "y"] }] },
    'event.params.city does not start with "K"': { "!": [{ startsWith: [city, "K"] }] },
    'event.params.city does not end with "v"': { "!": [{ endsWith: [city, "v"] }] },
    "event.params.city is empty": { isEmpty: [city] },
    "event.params.city is not empty": { "!": { isEmpty: city } },
    "event.params.city is not set": { "!": { isSet: city } },
    "event.params.city is after 3 days before now": {
      after: [city, { dateAdd: [{ var: "now" }, -3, "days"] }],
    },
    "event.params.city is not before 1 month after order.date": {
      "!": [{ before: [city, { dateAdd: [{ var: "order.date" }, 1, "months"] }] }],
    },
    "not (event.params.city is set and messages.mail.clicked equals true)": {
      "!": [{ and: [{ isSet: [city] }, { "==": [{ var: "messages.mail.clicked" }, true] }] }],
    },
  };
  for (const [sentence, rule] of Object.entries(sentences)) {
    expect(parseCondition(rule).ok).toBe(true);
    expect(conditionLabel(rule)).toBe(sentence);
  }
});

test("a list of conditions has its brackets, without which it could not be evaluated", () => {
  for (const operator of ["and", "or"]) {
    const rule = { [operator]: { isSet: [{ var: "event.params.total" }] } };
    expect(parseCondition(rule)).toEqual({
      ok: false,
      problems: [{ path: operator, message: "takes a list of conditions, in brackets" }],
    });
  }
});

test("a list of none holds nowhere, neither inside a rule nor as the whole of it", () => {
  const segments = { var: "contact.segments" };
  const nobody = { contact: { segments: [] as string[] } as ContactFacts };
  for (const rule of [segments, { and: [segments] }, { "!": [{ "!": [segments] }] }]) {
    expect([rule, evaluateCondition(rule, nobody)]).toEqual([rule, false]);
  }
});

test("a negation is of the whole of a list, with brackets around it or without", () => {
  const facts = { contact: { segments: [""] } as ContactFacts };
  const list = { or: [{ var: "contact.segments" }] };
  for (const rule of [{ "!": list }, { "!": [list] }]) {
    expect([rule, evaluateCondition(rule, facts)]).toEqual([rule, false]);
  }
});
