import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;

/**
 * What is wrong, for a person, where a schema has no words of its own. It never repeats the value,
 * which may be secret or personal.
 */
export function messageFor(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return typeError(issue.expected, issue.input);
    case "invalid_value":
      return choice(issue.input, issue.values);
    case "invalid_union":
      return unionMessage(issue);
    case "too_small":
      return sizeMessage(issue.origin, Number(issue.minimum), lower(issue));
    case "too_big":
      return sizeMessage(issue.origin, Number(issue.maximum), upper(issue));
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_format":
      return formatMessage[issue.format] ?? "has not the form that is expected here";
    case "invalid_key":
      return `its name ${issue.issues[0]?.message ?? "can't be used"}`;
    case "unrecognized_keys":
      return "unknown field";
    case "invalid_element":
    case "custom":
    default:
      return "can't be used";
  }
}

function typeError(expected: string, input: unknown): string {
  if (input === undefined) return missing;
  const isNumber = expected === "number" || expected === "int";
  // An integer with more digits than a number has is read as a text.
  if (isNumber && typeof input === "string" && /^-?\d{16,}$/.test(input)) {
    return "is a larger number than can be kept here";
  }
  return `must be ${typeMessage[expected] ?? expected}`;
}

/** A schema's own words, but for a value that isn't there at all. */
export function unlessMissing(words: string) {
  return ({ input }: { input?: unknown }): string | undefined =>
    input === undefined ? undefined : words;
}

const missing = "is missing";

const typeMessage: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  date: "an instant",
};

const formatMessage: Record<string, string> = {
  email: "must be an e-mail address",
  url: "must be a URL",
  guid: "is not an id",
  uuid: "is not an id",
  datetime: "must be an instant such as 2026-03-01T12:00:00Z",
  date: "must be a date such as 2026-03-01",
};

function choice(input: unknown, values: readonly unknown[]): string {
  const names = values.map(String);
  const words = `must be ${names.length > 2 ? `one of ${names.join(", ")}` : names.join(" or ")}`;
  return input === undefined ? `${missing}: ${words}` : words;
}

function unionMessage(issue: Extract<Issue, { code: "invalid_union" }>): string {
  const { discriminator, input } = issue;
  if (typeof discriminator === "string" && Array.isArray(issue["options"])) {
    return choice((input as Record<string, unknown>)[discriminator], issue["options"]);
  }
  if (input === undefined) return missing;
  const messages = issue.errors.flatMap(([first]) => first?.message ?? []);
  return [...new Set(messages)]
    .map((message, index) => (index === 0 ? message : message.replace(/^must be /, "")))
    .join(" or ");
}

interface Bound {
  exact?: boolean;
  inclusive?: boolean;
}

function lower({ exact, inclusive }: Bound): string {
  if (exact) return "exactly";
  return inclusive === false ? "more than" : "at least";
}

function upper({ exact, inclusive }: Bound): string {
  if (exact) return "exactly";
  return inclusive === false ? "less than" : "at most";
}

function sizeMessage(origin: string, size: number, bound: string): string {
  if (origin === "string") {
    if (size === 1 && bound === "at least") return "must not be empty";
    return `must have ${bound} ${size} ${size === 1 ? "character" : "characters"}`;
  }
  if (origin === "array" || origin === "set") {
    return `must have ${bound} ${size} ${size === 1 ? "entry" : "entries"}`;
  }
  return `must be ${bound} ${size}`;
}
