import { expect, test } from "vitest";
import { z } from "zod";
import { blockKinds } from "../../src/blocks/registry.ts";
import { sectionOf, tableRows, textOf } from "./markdown.ts";

const page = "docs/reference/blocks.md";
const bare = (cell: string | undefined): string =>
  (cell ?? "").replaceAll(/`|\[|\](\(.*?\))?/g, "");

test("the list has every kind of block with its branches, and no other", () => {
  const [list = ""] = textOf(page).split("\n## ");
  const told = tableRows(list).map(([kind, branches]) => [bare(kind), bare(branches)]);
  const known = [...blockKinds].map(([kind, { branches }]) => [
    kind,
    "of" in branches ? "by its settings" : branches.join(", ") || "none",
  ]);
  expect(told.toSorted()).toEqual(known.toSorted());
});

test.each([...blockKinds.keys()])(
  "the section of %s has every setting, and none is invented",
  (kind) => {
    const { properties = {} } = z.toJSONSchema(blockKinds.get(kind)?.schema ?? z.never(), {
      io: "input",
      unrepresentable: "any",
    });
    const [beforeSubsections = ""] = sectionOf(page, kind).split("\n### ");
    expect(beforeSubsections).not.toBe("");
    const told = tableRows(beforeSubsections).map(([field]) => bare(field));
    expect(told.toSorted()).toEqual(Object.keys(properties).toSorted());
  },
);
