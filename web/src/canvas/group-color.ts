const colors: Record<string, string> = {
  messages: "#2bb39b",
  waits: "#d69e3c",
  logic: "#8b6be0",
  data: "#5b97ee",
  events: "#d6589a",
};

/** A group's colour on the small map. */
export function groupColor(group: unknown): string {
  return (typeof group === "string" ? colors[group] : undefined) ?? "#98a1ad";
}
