import { toValue } from "liquidjs";
import { escapeText, Markup } from "./markup.ts";

/** What a filter is given, and the library's own filter for values that are text. */
export type Rules = Record<
  string,
  (given: unknown[], text: (...given: unknown[]) => unknown) => unknown
>;

export const isMarkup = (value: unknown): value is Markup => value instanceof Markup;

/** A value as it is written into HTML. */
export function asMarkup(value: unknown): Markup {
  if (isMarkup(value)) return value;
  if (Array.isArray(value)) return new Markup(value.map((one) => String(asMarkup(one))).join(""));
  return new Markup(escapeText(written(value)));
}

/** As the library writes a value; what is missing is empty. */
export function written(value: unknown): string {
  const plain: unknown = toValue(value);
  if (Array.isArray(plain)) return plain.map(written).join("");
  // oxlint-disable-next-line typescript/no-base-to-string -- as the library does
  return String(plain ?? "");
}

/** A value as text; what is missing is empty. */
export const textIn = (value: unknown): string => (isMarkup(value) ? value.text : written(value));

/** Markup as the text that a reader sees; any other value as it is. */
export const withoutMarkup = (value: unknown): unknown => (isMarkup(value) ? value.text : value);
