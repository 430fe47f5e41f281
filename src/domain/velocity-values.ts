/** How Velocity compares, reckons with and writes values. */

/** HTML already: it is written as it stands. */
export class VelocityMarkup {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  toString(): string {
    return this.#source;
  }
}

type Entries = Record<string, unknown>;

const isEntries = (value: unknown): value is Entries =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value as Java writes it: `[a, b]`, `{k=v}`; what is missing is empty. */
export function written(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (!isData(value)) return (value as { toString(): string }).toString();
  const entries = Object.entries(value).map(([name, entry]) => `${name}=${written(entry)}`);
  return `{${entries.join(", ")}}`;
}

/** A map of the data or of the template, and not what a tool gives. */
function isData(value: unknown): value is Entries {
  if (!isEntries(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Lists and maps are equal when their entries are; two kinds, when they are written the same. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (one === undefined || one === null || other === undefined || other === null) {
    return (one ?? null) === (other ?? null);
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((entry, at) => isEqual(entry, other[at]));
  }
  if (isEntries(one) && isEntries(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => Object.hasOwn(other, name) && isEqual(one[name], other[name]))
    );
  }
  if (typeof one === typeof other) return one === other;
  const numbers = [one, other].every((value) => typeof value === "number" || isNumeric(value));
  return numbers ? Number(one) === Number(other) : written(one) === written(other);
}

const isNumeric = (value: unknown): boolean =>
  typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value.trim());

/** Sums of what is no number are nothing; whole numbers divide to whole ones. */
export function calculated(operator: string, one: unknown, other: unknown): unknown {
  if (operator === "+" && (typeof one === "string" || typeof other === "string")) {
    return `${written(one)}${written(other)}`;
  }
  const [a, b] = [numberOf(one), numberOf(other)];
  if (a === null || b === null) return undefined;
  if (operator === "+") return a + b;
  if (operator === "-") return a - b;
  if (operator === "*") return a * b;
  if (b === 0) return undefined;
  if (operator === "%") return a % b;
  return Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b;
}

/** By size where both are numbers, by letters where both are texts. */
export function isOrdered(operator: string, one: unknown, other: unknown): boolean {
  const [a, b] = [numberOf(one), numberOf(other)];
  if (a !== null && b !== null) return ordered(operator, a, b);
  return typeof one === "string" && typeof other === "string" && ordered(operator, one, other);
}

function ordered<Value extends string | number>(operator: string, a: Value, b: Value): boolean {
  if (operator === ">") return a > b;
  if (operator === "<") return a < b;
  return operator === ">=" ? a >= b : a <= b;
}

export function numberOf(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return isNumeric(value) ? Number(value) : null;
}
