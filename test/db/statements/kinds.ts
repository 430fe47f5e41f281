import type { Checker, Type, TypeReference } from "@typescript/native/unstable/sync";
import { TypeFlags } from "@typescript/native/unstable/sync";

/** What a value can be, as far as the driver tells apart; an array with what it holds. */
export type Kind = "string" | "number" | "boolean" | "Date" | "bytes" | "object" | "null" | "any";
export type Kinds = ReadonlySet<Kind | `${Kind}[]`>;

const kindsByFlag: [TypeFlags, Kind][] = [
  [TypeFlags.AnyOrUnknown, "any"],
  [TypeFlags.StringLike, "string"],
  [TypeFlags.NumberLike, "number"],
  [TypeFlags.BooleanLike, "boolean"],
  // The driver writes undefined as null.
  [TypeFlags.Nullable, "null"],
];

/** The kinds of a type. */
export function kindsOf(type: Type, checker: Checker): Kinds {
  const kinds = new Set<Kind | `${Kind}[]`>();
  for (const part of partsOf(type)) {
    if (checker.isArrayType(part) || checker.isTupleType(part)) {
      for (const kind of elementKinds(part, checker)) kinds.add(`${kind}[]`);
    } else {
      kinds.add(kindOf(part));
    }
  }
  return kinds;
}

function kindOf(type: Type): Kind {
  const kind = kindsByFlag.find(([flags]) => (type.flags & flags) !== 0)?.[1];
  if (kind !== undefined) return kind;
  const name = type.getSymbol()?.name;
  if (name === "Date") return "Date";
  return name === "Buffer" || name === "Uint8Array" ? "bytes" : "object";
}

function elementKinds(type: Type, checker: Checker): Kind[] {
  const elements = checker.getTypeArguments(type as TypeReference).flatMap(partsOf);
  return elements.map(kindOf).filter((kind) => kind !== "null");
}

/** What a type is one of; nothing where no value has it. */
function partsOf(type: Type): readonly Type[] {
  if ((type.flags & TypeFlags.Never) !== 0) return [];
  return type.isUnionType() ? (type.getTypes() ?? []) : [type];
}

const kindsByPostgresType: Record<string, Kind> = {
  bool: "boolean",
  bpchar: "string",
  bytea: "bytes",
  date: "Date",
  float4: "number",
  float8: "number",
  int2: "number",
  int4: "number",
  int8: "number",
  json: "any",
  jsonb: "any",
  name: "string",
  numeric: "number",
  oid: "number",
  text: "string",
  timestamp: "Date",
  timestamptz: "Date",
  uuid: "string",
  varchar: "string",
  xid8: "string",
};

/** What the driver makes of a column of this type, and takes for a parameter of it. */
export function kindOfPostgres(type: string): Kind | `${Kind}[]` | undefined {
  if (!type.startsWith("_")) return kindsByPostgresType[type];
  const element = kindsByPostgresType[type.slice(1)];
  return element === undefined ? undefined : `${element}[]`;
}
