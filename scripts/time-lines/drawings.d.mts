import type { Drawing } from "./draw.mjs";

export const frequencyExample: {
  events: number[];
  starts: Record<"each" | "once" | "rolling" | "calendar", number[]>;
};
export const drawings: Drawing[];
