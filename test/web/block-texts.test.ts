import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { blockKindsWith } from "../../src/services/block-kinds/list.ts";
import type { BlockKind } from "../../web/src/api/block-kinds.ts";
import { withTexts } from "../../web/src/i18n/block-texts.ts";
import { languages } from "../../web/src/i18n/languages.ts";

// No channel is set up, so that each says why.
const kinds = blockKindsWith(new Set()) as BlockKind[];
const others = languages.map(({ code }) => code).filter((code) => code !== "en");

const textsOf = (language: string) =>
  JSON.parse(
    readFileSync(
      join(projectRoot, "web", "src", "i18n", "block-texts", `${language}.json`),
      "utf8",
    ),
  ) as Record<string, string>;

const inBraces = (text: string) => (text.match(/\{\{[^{}]*\}\}/g) ?? []).toSorted();

test.each(others)("%s has each text that the API says of blocks, and no more", (language) => {
  const texts = textsOf(language);
  const asked = new Set<string>();
  for (const kind of kinds) {
    withTexts(kind, (text) => {
      if (text !== "") asked.add(text);
      return text;
    });
  }
  expect(asked.size).toBeGreaterThan(200);
  expect(Object.keys(texts).toSorted()).toEqual([...asked].toSorted());
  for (const [english, text] of Object.entries(texts)) {
    expect(text.trim(), english).toBeTruthy();
    expect(inBraces(text), english).toEqual(inBraces(english));
  }
});

test("only what people read is translated: names, values and defaults stay", () => {
  const upper = (kind: BlockKind) => withTexts(kind, (text) => text.toUpperCase());
  const condition = kinds.find(({ kind }) => kind === "condition");
  if (condition === undefined) throw new Error("there is no condition block");
  expect(upper(condition).branchLabels).toEqual({ yes: "YES", no: "NO" });
  expect(upper(condition).branches).toEqual(condition.branches);
  for (const kind of kinds) {
    const shouted = upper(kind);
    expect(shouted.defaults).toEqual(kind.defaults);
    expect(withoutTexts(shouted.schema)).toEqual(withoutTexts(kind.schema));
  }
});

test("no text of a schema stands where it is not looked for", () => {
  for (const kind of kinds) {
    const marked = withTexts(kind, () => "?");
    expect(titlesIn(marked.schema).filter((text) => text !== "?")).toEqual([]);
  }
});

/** A schema without what people read. */
function withoutTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (typeof value !== "object" || value === null) return value;
  const isText = (name: string, inner: unknown) =>
    typeof inner === "string" ? /^(title|description)$/.test(name) : name === "labels";
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !isText(name, inner))
      .map(([name, inner]) => [name, withoutTexts(inner)]),
  );
}

/** Every title and description, wherever it stands. */
function titlesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === "string" && /^(title|description)$/.test(name) ? [inner] : titlesIn(inner),
  );
}
