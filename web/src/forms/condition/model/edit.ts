import type { Group, Item } from "./tree.ts";

/** A group with one of its items replaced, by another or by none. */
export function replaced(group: Group, id: number, by: Item | null): Group {
  const replacement = by === null ? [] : [by];
  const items = group.items.flatMap((item) => (item.id === id ? replacement : [item]));
  return { ...group, items };
}

/** How people say a group's two settings in one. */
export const joins = [
  { value: "and", join: "and", not: false },
  { value: "or", join: "or", not: false },
  { value: "nor", join: "or", not: true },
  { value: "nand", join: "and", not: true },
] as const;

export function joinOf({ join, not }: Group): (typeof joins)[number]["value"] {
  return joins.find((choice) => choice.join === join && choice.not === not)?.value ?? "and";
}
