import { expect, test } from "vitest";
import { nestingError } from "../../src/rendering/nesting.ts";
import { cpuTime } from "../support/cpu-time.ts";

test("elements in one another are refused beyond 256, with the line", () => {
  expect(nestingError("<div>".repeat(256))).toBeNull();
  expect(nestingError(`\n${"<div>\n".repeat(300)}`)).toBe(
    "nests its elements deeper than 256 levels, at line 258",
  );
  expect(nestingError("<span></i>".repeat(300))).toContain("deeper");
  expect(nestingError("<mj-section><mj-column>".repeat(200))).toContain("deeper");
});

test("what is long but not deep is no problem", () => {
  const rows = "<tr><td>1<td><p>2<p><br><img src=x></tr>".repeat(2_000);
  expect(nestingError(`<table>${rows}</table><ul>${"<li>x".repeat(5_000)}</ul>`)).toBeNull();
  expect(nestingError("<div><b>x</b></div>".repeat(5_000))).toBeNull();
  expect(nestingError("<circle/>".repeat(1_000))).toBeNull();
  expect(nestingError(`<style>${"a <b> c ".repeat(500)}</style>`)).toBeNull();
  expect(nestingError(`<!-- ${"<div>".repeat(500)} -->`)).toBeNull();
  expect(nestingError(`<p title="${"<div>".repeat(500)}">x</p>`)).toBeNull();
  expect(nestingError("{% if a < b %}1 < 2{% endif %}".repeat(500))).toBeNull();
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
    const taken = cpuTime();
    nestingError(text);
    return taken();
  };
  for (const shape of shapes) {
    const grown = time(shape.repeat(100_000)) / Math.max(5, time(shape.repeat(10_000)));
    // Ten times the text: quadratic would be a hundred times.
    expect([shape, grown < 40]).toEqual([shape, true]);
  }
});
