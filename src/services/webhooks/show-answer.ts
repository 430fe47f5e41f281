import { exactJson } from "../../domain/exact-json.ts";

/** An answer as a run's variable holds it. */
export interface ShownAnswer {
  /** Null when there was no answer. */
  status: number | null;
  headers: Record<string, string>;
  /** JSON, or a text; null: empty, neither of the two, or too long. */
  body: unknown;
}

const shownHeaders = [
  "content-type",
  "date",
  "etag",
  "last-modified",
  "link",
  "location",
  "retry-after",
  "x-request-id",
];

const maxTextLength = 64 * 1024;
const maxDepth = 32;

/** What of an answer is kept. Secrets that the other side sends back are taken out. */
export function showAnswer(
  answer: { status: number; headers: Record<string, string>; body: Buffer | null },
  secrets: readonly string[],
): ShownAnswer {
  const clean = cleaner(secrets);
  const headers = shownHeaders.flatMap((name) => {
    const value = answer.headers[name];
    return value === undefined ? [] : [[name, clean(value)]];
  });
  return {
    status: answer.status,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: clean(contentOf(answer.body, answer.headers["content-type"] ?? "")),
  };
}

function contentOf(body: Buffer | null, type: string): unknown {
  if (body === null || body.length === 0) return null;
  const text = body.toString("utf8");
  try {
    return exactJson(text);
  } catch {
    return /^text\/|^$/i.test(type) && text.length <= maxTextLength ? text : null;
  }
}

/**
 * Takes out secrets, and what can't be kept: NUL characters, halves of pairs, numbers out of range,
 * great depth.
 */
function cleaner(secrets: readonly string[]): (value: unknown, depth?: number) => unknown {
  const hidden = [...new Set(secrets.flatMap(formsOf))].toSorted((a, b) => b.length - a.length);
  const cleanText = (text: string): string => {
    const wellFormed = Buffer.from(text.replaceAll("\0", ""), "utf8").toString("utf8");
    return hidden.reduce((left, secret) => left.replaceAll(secret, "[secret]"), wellFormed);
  };
  const clean = (value: unknown, depth = 0): unknown => {
    if (typeof value === "string") return cleanText(value);
    if (typeof value === "number") return Number.isFinite(value) ? value : null;
    if (typeof value !== "object" || value === null) return value;
    if (depth === maxDepth) return null;
    if (Array.isArray(value)) return value.map((entry) => clean(entry, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([name, entry]) => [cleanText(name), clean(entry, depth + 1)]),
    );
  };
  return clean;
}

/** A secret as it is, and as servers that echo a request show it. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const inUrl = encodeURIComponent(secret);
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    inJson,
    inUrl,
    inUrl.replaceAll("%20", "+"),
    bytes.toString("base64"),
    bytes.toString("base64url"),
  ];
}
