import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { draw } from "../../scripts/time-lines/draw.mjs";
import { drawings, frequencyExample } from "../../scripts/time-lines/drawings.mjs";
import type { Frequency } from "../../src/domain/frequency.ts";
import { nextAllowedAt } from "../../src/domain/frequency.ts";
import { projectRoot } from "../../src/platform/project-root.ts";

const day = { kind: "period", every: 1, unit: "days", timeZone: "UTC" } as const;
const frequencies: Record<keyof typeof frequencyExample.starts, Frequency> = {
  each: { kind: "each" },
  once: { kind: "once" },
  rolling: { ...day, window: "rolling" },
  calendar: { ...day, window: "calendar" },
};
const monday = Date.UTC(2026, 10, 30);

test.each(Object.entries(frequencies))(
  "the drawing of frequencies shows what %s does",
  (name, frequency) => {
    const starts: number[] = [];
    let next: Date | "infinity" | null = null;
    for (const hour of frequencyExample.events) {
      const at = new Date(monday + hour * 3_600_000);
      if (next === "infinity" || (next !== null && at < next)) continue;
      starts.push(hour);
      next = nextAllowedAt(frequency, at);
    }
    expect(frequencyExample.starts[name as keyof typeof frequencies]).toEqual(starts);
  },
);

test.each(drawings)("the drawing of $name is the one that is drawn", (drawing) => {
  const file = join(projectRoot, "docs", "images", "concepts", `${drawing.name}.svg`);
  expect(readFileSync(file, "utf8")).toBe(draw(drawing));
});
