import { emailOf } from "./claimed-email.ts";

/** What a provider says of a person. */
export type Claims = Readonly<Record<string, unknown>>;

/** Which value of a claim gives which role; `*`: whoever signs in. */
export interface RoleMapping<Role extends string> {
  value: string;
  role: Role;
}

/**
 * The highest role that a person's claims give; null: none.
 * @param claim its name, or its path where it lies inside others (`realm_access.roles`)
 * @param highestFirst all roles
 */
export function roleOf<Role extends string>(
  claims: Claims,
  claim: string | undefined,
  mapping: readonly RoleMapping<Role>[],
  highestFirst: readonly Role[],
): Role | null {
  const held = new Set(claim === undefined ? [] : textsOf(valueAt(claims, claim)));
  const given = new Set(
    mapping.filter(({ value }) => value === "*" || held.has(value)).map(({ role }) => role),
  );
  return highestFirst.find((role) => given.has(role)) ?? null;
}

/** Whether a claim is there; some providers say some of them only when they are asked once more. */
export const hasClaim = (claims: Claims, claim: string): boolean =>
  valueAt(claims, claim) !== undefined;

/** A claim may have dots in its own name, as addresses have. */
function valueAt(claims: Claims, claim: string): unknown {
  if (Object.hasOwn(claims, claim)) return claims[claim];
  let value: unknown = claims;
  for (const part of claim.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part))
      return undefined;
    value = (value as Claims)[part];
  }
  return value;
}

/** One value, or a list of them. */
function textsOf(value: unknown): string[] {
  return [value].flat().filter((one): one is string => typeof one === "string");
}

/** What a person is called, for one who is made of claims. */
export function nameOf(claims: Claims): string {
  const given = [claims["name"], claims["preferred_username"], emailOf(claims)];
  const name = given.find((one): one is string => typeof one === "string" && one.trim() !== "");
  return (name ?? "?").trim().slice(0, 200);
}
