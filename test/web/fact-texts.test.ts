import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { contactPaths, eventPaths, orderPaths } from "../../src/services/fact-paths/paths.ts";
import { withFactTexts } from "../../web/src/i18n/fact-texts.ts";

const file = join(projectRoot, "web", "src", "i18n", "fact-texts", "uk.json");
const texts = new Map(
  Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, string>),
);

const labels = (paths: { path: string; label: string }[]) =>
  withFactTexts([{ label: "Contact", paths }], texts).flatMap(({ paths: told }) =>
    told.map(({ label }) => label),
  );

test("each fact that is always there has a text, of the run, of a variable and of a wait", () => {
  const ofRun = [...contactPaths("contact", []), ...eventPaths("event", [], []), ...orderPaths([])];
  expect(ofRun.map(({ label }) => label).filter((label) => !texts.has(label))).toEqual([]);
  expect(labels(contactPaths("vars.friend", [], [], " of friend")).slice(0, 3)).toEqual([
    "E-mail (friend)",
    "Телефон (friend)",
    "Ім’я (friend)",
  ]);
  const waited = eventPaths("waited.pause", [], [], ", Wait, long (pause)");
  expect(labels(waited)[0]).toBe("Тип події, Wait, long (pause)");
});

test("names that were seen in data stay, also where they are called as a fact is", () => {
  expect(labels(contactPaths("contact", [{ Status: "gold" }])).at(-1)).toBe("Status");
  expect(labels([{ path: "vars.Status", label: "Status" }])).toEqual(["Status"]);
});
