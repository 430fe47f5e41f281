import type { Group, Item } from "./tree.ts";

/** A group with one of its items replaced, by another or by none. */
export function replaced(group: Group, id: number, by: Item | null): Group {
  const replacement = by === null ? [] : [by];
  const items = group.items.flatMap((item) => (item.id === id ? replacement : [item]));
  return { ...group, items };
}

/** How people say a group's two settings in one. */
export const joins = [
  { value: "and", join: "and", not: false, label: "All of these hold" },
  { value: "or", join: "or", not: false, label: "Any of these holds" },
  { value: "nor", join: "or", not: true, label: "None of these holds" },
  { value: "nand", join: "and", not: true, label: "Not all of these hold" },
] as const;

export function joinOf({ join, not }: Group): (typeof joins)[number]["value"] {
  return joins.find((choice) => choice.join === join && choice.not === not)?.value ?? "and";
}
