import { expect, test } from "vitest";
import { nestingProblem } from "../../src/rendering/nesting.ts";

test("elements in one another are refused beyond 256, with the line", () => {
  expect(nestingProblem("<div>".repeat(256))).toBeNull();
  expect(nestingProblem(`\n${"<div>\n".repeat(300)}`)).toBe(
    "nests its elements deeper than 256 levels, at line 258",
  );
  expect(nestingProblem("<span></i>".repeat(300))).toContain("deeper");
  expect(nestingProblem("<mj-section><mj-column>".repeat(200))).toContain("deeper");
});

test("what is long but not deep is no problem", () => {
  const rows = "<tr><td>1<td><p>2<p><br><img src=x></tr>".repeat(2_000);
  expect(nestingProblem(`<table>${rows}</table><ul>${"<li>x".repeat(5_000)}</ul>`)).toBeNull();
  expect(nestingProblem("<div><b>x</b></div>".repeat(5_000))).toBeNull();
  expect(nestingProblem("<circle/>".repeat(1_000))).toBeNull();
  expect(nestingProblem(`<style>${"a <b> c ".repeat(500)}</style>`)).toBeNull();
  expect(nestingProblem(`<!-- ${"<div>".repeat(500)} -->`)).toBeNull();
  expect(nestingProblem(`<p title="${"<div>".repeat(500)}">x</p>`)).toBeNull();
  expect(nestingProblem("{% if a < b %}1 < 2{% endif %}".repeat(500))).toBeNull();
});

test("looking takes as long as the text is, whatever it is", () => {
  const shapes = [
    "<",
    "<div",
    "<!--",
    "</",
    "<script>",
    '<a b="',
    "<a b='<",
    "<div></p>",
    "<i></div>",
  ];
  const time = (text: string): number => {
    const began = performance.now();
    nestingProblem(text);
    return performance.now() - began;
  };
  for (const shape of shapes) {
    const grown = time(shape.repeat(100_000)) / Math.max(5, time(shape.repeat(10_000)));
    // Ten times the text: quadratic would be a hundred times.
    expect([shape, grown < 40]).toEqual([shape, true]);
  }
});
