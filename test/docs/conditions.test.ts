import { expect, test } from "vitest";
import { operatorNames } from "../../src/domain/conditions/operators.ts";
import { sectionOf, tableRows } from "./markdown.ts";

test("the guide's tables have every operator of conditions, once, and none is invented", () => {
  const [section = ""] = sectionOf("docs/guides/workflows.md", "Conditions").split("\n### ");
  const told = tableRows(section).flatMap(
    ([names = ""]) => names.match(/(?<=`)[^`, ]+(?=`)/g) ?? [],
  );
  expect(told.toSorted()).toEqual(operatorNames.toSorted());
});
