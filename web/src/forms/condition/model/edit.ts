import type { Group, Item } from "./tree.ts";

/** A group with one of its items replaced, by another or by none. */
export function replaced(group: Group, id: number, by: Item | null): Group {
  const items = group.items.flatMap((item) => (item.id !== id ? [item] : by === null ? [] : [by]));
  return { ...group, items };
}

/** How people say a group's two settings in one. */
export const joins = [
  { value: "and", join: "and", not: false, words: "All of these hold" },
  { value: "or", join: "or", not: false, words: "Any of these holds" },
  { value: "nor", join: "or", not: true, words: "None of these holds" },
  { value: "nand", join: "and", not: true, words: "Not all of these hold" },
] as const;

export function joinOf({ join, not }: Group): (typeof joins)[number]["value"] {
  return joins.find((choice) => choice.join === join && choice.not === not)?.value ?? "and";
}
