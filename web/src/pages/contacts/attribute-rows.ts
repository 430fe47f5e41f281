/** An attribute as it is typed. */
export interface AttributeRow {
  /** Names the row while it is edited. */
  key: number;
  name: string;
  text: string;
}

export function attributeRows(attributes: Readonly<Record<string, unknown>>): AttributeRow[] {
  return Object.entries(attributes).map(([name, value], key) => ({
    key,
    name,
    text: textOf(value),
  }));
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What differs from before; null takes an attribute away. */
export function changedAttributes(
  before: Readonly<Record<string, unknown>>,
  rows: readonly AttributeRow[],
): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  const named = new Set<string>();
  for (const { name: typed, text } of rows) {
    const name = typed.trim();
    if (name === "") continue;
    named.add(name);
    if (name in before && textOf(before[name]) === text) continue;
    changed[name] = typeof before[name] === "string" ? text : valueOf(text);
  }
  for (const name of Object.keys(before)) if (!named.has(name)) changed[name] = null;
  return changed;
}

/** A number, yes or no, a list or an object as JSON has them; anything else is a text. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
