/**
 * The words of conditions. What stands between or before them are others' own names and values:
 * `readCondition` tells them apart. Their writer stands by itself, as templates know how to read them.
 */
export const conditionSentences = {
  // Between two values
  and: "and",
  or: "or",
  equals: "equals",
  notEquals: "does not equal",
  less: "is less than",
  notLess: "is not less than",
  atMost: "is at most",
  notAtMost: "is not at most",
  more: "is more than",
  notMore: "is not more than",
  atLeast: "is at least",
  notAtLeast: "is not at least",
  in: "is in",
  notIn: "is not in",
  oneOf: "is one of",
  noneOf: "is none of",
  contains: "contains",
  notContains: "does not contain",
  startsWith: "starts with",
  notStartsWith: "does not start with",
  endsWith: "ends with",
  notEndsWith: "does not end with",
  matches: "matches",
  notMatches: "does not match",
  before: "is before",
  notBefore: "is not before",
  after: "is after",
  notAfter: "is not after",
  // Behind one
  isSet: "is set",
  isNotSet: "is not set",
  isEmpty: "is empty",
  isNotEmpty: "is not empty",
  lower: "in lower case",
  // Before one
  not: "not",
  beforeDate: "{span:span} before",
  afterDate: "{span:span} after",
  // Dates of their own
  beforeNow: "{span:span} before now",
  afterNow: "{span:span} after now",
  now: "now",
} as const;

export type ConditionWord = keyof typeof conditionSentences;

/** Those that need no value. */
export type OperatorWord = Exclude<ConditionWord, `${"before" | "after"}${"Date" | "Now"}`>;
