import type { Kinds } from "./kinds.ts";
import { kindOfPostgres } from "./kinds.ts";
import type { Column, Described } from "./postgres.ts";
import type { Row, WrittenStatement } from "./written.ts";

/** What does not fit between a statement, as Postgres describes it, and the call that asks it. */
export function misfits(
  statement: Pick<WrittenStatement, "values" | "row">,
  described: Described,
): string[] {
  const { values, row } = statement;
  return [
    ...(values === null ? [] : valueMisfits(values, described.parameters)),
    ...(row === null ? [] : rowMisfits(row, described.columns)),
  ];
}

function valueMisfits(values: readonly (Kinds | null)[], parameters: readonly string[]): string[] {
  if (values.length !== parameters.length) {
    return [`has ${parameters.length} parameters and is given ${values.length} values`];
  }
  return parameters.flatMap((type, index) => {
    const kinds = values[index] ?? null;
    if (kinds === null) return [];
    const wrong = [...kinds].filter((kind) => kind !== "null" && !isTaken(kind, type));
    return wrong.map((kind) => `$${index + 1} is ${type} and is given ${kind}`);
  });
}

/** Whether a parameter of a type takes such a value. */
function isTaken(kind: string, type: string): boolean {
  if (kind === "any" || kind === "any[]") return true;
  // An array would be written as Postgres writes arrays, which is no JSON.
  if (type === "json" || type === "jsonb") return kind === "string" || kind === "object";
  const wanted = kindOfPostgres(type);
  if (wanted === undefined) return false;
  // Of more digits than a number holds.
  if (type === "int8" && kind === "string") return true;
  if (wanted === "any[]") return kind === "string[]" || kind === "object[]";
  return kind === wanted || kind === wanted.replace("Date", "string");
}

function rowMisfits(row: Row, columns: readonly Column[]): string[] {
  const found = new Map(columns.map((column) => [column.name, column]));
  const missing = Object.entries(row)
    .filter(([name, { isOptional }]) => !found.has(name) && !isOptional)
    .map(([name]) => `no column gives ${name}`);
  const unread = [...found.keys()]
    .filter((name) => !Object.hasOwn(row, name))
    .map((name) => `no property is named like the column ${name}`);
  const mistyped = columns.flatMap((column) => {
    const property = row[column.name];
    return property === undefined ? [] : columnMisfits(column, property.kinds);
  });
  return [...missing, ...unread, ...mistyped];
}

function columnMisfits({ name, type, isNullable }: Column, kinds: Kinds): string[] {
  const given = kindOfPostgres(type);
  const said = [...kinds].join(" | ");
  if (given === undefined) return [`the driver leaves ${name} as it is, which is ${type}`];
  if (kinds.has("any")) return [];
  if (isNullable && !kinds.has("null")) return [`${name} may be null and its property is ${said}`];
  const others = [...kinds].filter((kind) => kind !== "null");
  return others.every((kind) => isGiven(kind, given)) &&
    (others.length === 0 || comesAs(others, given))
    ? []
    : [`${name} is ${type} and its property ${said}`];
}

/** Whether a column that gives one kind may give the other. */
function isGiven(kind: string, given: string): boolean {
  if (given === "any") return !/^(Date|bytes)/.test(kind);
  // A time may be infinite, which is a number.
  return kind === given || (given === "Date" && kind === "number");
}

function comesAs(kinds: readonly string[], given: string): boolean {
  return given === "any" || kinds.includes(given);
}
