const plain = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * Whether a text is plainly a number: digits as one writes them, with a minus and decimals if need be.
 * `01001`, `0x10`, `1e3`, ` 12 ` and `Infinity` are texts.
 */
export const isPlainNumber = (text: string): boolean => plain.test(text);

/** The number that a text plainly is; NaN for none, and for an integer that a double would round. */
export function plainNumber(text: string): number {
  if (!isPlainNumber(text)) return Number.NaN;
  const number = Number(text);
  return !text.includes(".") && !Number.isSafeInteger(number) ? Number.NaN : number;
}

/** Which of two numbers is the greater, to the last digit: each a number, or a text that plainly is one. */
export function compareNumbers(a: number | string, b: number | string): number {
  const [left, right] = [Number(a), Number(b)];
  // Rounding to doubles never turns an order round: it can only hide a difference.
  if (left !== right) return left < right ? -1 : 1;
  if (typeof a === "number" || typeof b === "number") {
    return Number.isInteger(left) ? compareDigits(digitsOf(a), digitsOf(b)) : 0;
  }
  return compareDigits(a, b);
}

const digitsOf = (value: number | string): string =>
  typeof value === "number" ? String(BigInt(value)) : value;

function compareDigits(a: string, b: string): number {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  const [left, right] = [scaled(a, decimals), scaled(b, decimals)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

const decimalsOf = (text: string): number => (text.split(".")[1] ?? "").length;

function scaled(text: string, decimals: number): bigint {
  return BigInt(text.replace(".", "") + "0".repeat(decimals - decimalsOf(text)));
}

/**
 * A number to reckon with: one, or a text in which it is written in decimal, blanks around it or not.
 * Null for everything else, and for an integer that reckoning would round.
 */
export function countable(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string") return null;
  const text = value.trim();
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return null;
  const number = Number(text);
  if (!Number.isFinite(number)) return null;
  return /^[+-]?\d+$/.test(text) && !Number.isSafeInteger(number) ? null : number;
}
