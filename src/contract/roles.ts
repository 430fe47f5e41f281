import type { Scope } from "./scopes.ts";
import { scopes } from "./scopes.ts";

/** What a person is here for. */
export const roles = ["owner", "editor", "viewer"] as const;
export type Role = (typeof roles)[number];

const scopesByRole: Record<Role, readonly Scope[]> = {
  owner: scopes,
  editor: ["send", "read", "manage"],
  viewer: ["read"],
};

export function scopesOf(role: Role): readonly Scope[] {
  return scopesByRole[role];
}
