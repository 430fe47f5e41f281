/** What may be an integer that a double can't hold, or an exponent: in texts too, which is no harm. */
const suspicious = /\d{16}|\d[eE][+-]?\d{2}/;
/** A text's last quote may be missing, which it never is in JSON: so nothing is looked at twice. */
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"?|(-?)(\d+)(\.\d+)?([eE][+-]?\d+)?/g;
/** Larger than any double, so that it is told as what can't be kept. */
const outOfRange = "1e999";

/**
 * Reads JSON without losing digits. An integer beyond 2^53, which a double would round to another
 * one, becomes the text of its digits: it is an id, and two ids must not become one. A number with
 * decimals or an exponent is the nearest double, as everywhere; one that is out of a double's range
 * becomes `Infinity`, for `unkeepable` to name (src/contract/keepable.ts).
 *
 * @throws SyntaxError as JSON.parse does
 */
export function exactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // It is JSON, so quotes and numbers stand in it only where they mean a text or a number.
  return suspicious.test(text) ? JSON.parse(text.replaceAll(stringOrNumber, exactToken)) : value;
}

function exactToken(
  token: string,
  sign?: string,
  digits?: string,
  decimals?: string,
  exponent?: string,
): string {
  if (digits === undefined) return token;
  const isInteger = decimals === undefined && exponent === undefined;
  if (isInteger) return Number.isSafeInteger(Number(token)) ? token : `"${sign}${digits}"`;
  const isRoundedToZero = Number(token) === 0 && /[1-9]/.test(`${digits}${decimals ?? ""}`);
  return isRoundedToZero ? outOfRange : token;
}
