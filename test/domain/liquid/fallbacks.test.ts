import { describe, expect, test } from "vitest";
import { MissingVariable, Templates } from "../../../src/domain/template.ts";
import { usedVariables } from "../../../src/domain/template-variables.ts";

const partials = {
  hello: { html: 'Hello {{ name | strip | default: "you" }}', text: null },
  named: { html: "Hello {{ name }}", text: null },
};
const facts = { there: "Ada", list: ["a"], empty: [] as string[], blank: "" };
const render = (template: string): string =>
  new Templates(partials).render("html", template, facts, "fail");
const unguarded = (template: string): string[] =>
  usedVariables(template, partials).flatMap(({ path, guarded }) =>
    guarded ? [] : [path.join(".")],
  );

describe("what has a fallback is not missing, and is not warned of", () => {
  test.each([
    ['{{ gone | default: "you" }}', "you"],
    ['{{ gone | upcase | default: "you" }}', "you"],
    ['{{ gone | default: "you" | upcase }}', "YOU"],
    ['{{ gone | default: gone.too | default: "you" }}', "you"],
    ['{{ gone | default: there | default: "you" }}', "Ada", ["there"]],
    ["{{ gone | default: there }}", "Ada", ["there"]],
    ['{{ gone.list | first | default: "you" }}', "you"],
    ['{{ gone.list.first.name | strip | capitalize | default: "you" }}', "you"],
    ['{{ gone | append: gone | default: "you" }}', "you"],
    ['{{ blank | default: "you" }}', "you"],
    ['{{ gone | default: "" }}', ""],
    ["{{ gone | date: gone | default: '-' }}", "-"],
    ["{% for one in gone %}{{ one }}{% else %}none{% endfor %}", "none"],
    ["{% for one in gone.list limit: 2 %}{{ one }}{% else %}none{% endfor %}", "none"],
    ["{% for one in list %}{{ one }}{% else %}none{% endfor %}", "a"],
    ["{% for one in empty %}{{ one }}{% else %}none{% endfor %}", "none"],
    ["{% if gone %}{{ gone }}{% else %}none{% endif %}", "none"],
    ["{% if there and gone == 'a' or gone.too contains 'b' %}x{% endif %}", ""],
    ["{% unless gone %}none{% endunless %}", "none"],
    ["{% case gone %}{% when 'a' %}{{ gone }}{% else %}none{% endcase %}", "none"],
    ['{% assign n = gone | upcase | default: "you" %}{{ n }}', "you"],
    ['{% assign n = gone %}{{ n | default: "you" }}', "you"],
    ["{% assign n = gone.name %}{% if n %}{{ n }}{% endif %}", ""],
    ['{% echo gone | strip | default: "you" %}', "you"],
    [
      '{% liquid\n echo gone | strip | default: "you"\n for one in gone\n else\n echo 1\n endfor %}',
      "you1",
    ],
    ['{% render "hello", name: gone %}', "Hello you"],
    ['{% include "hello", name: gone.name %}', "Hello you"],
    ["{% capture n %}{{ gone | strip | default: 'you' }}{% endcapture %}{{ n }}", "you"],
  ] as [string, string, string[]?][])("%s", (template, result, used = []) => {
    expect(render(template)).toBe(result);
    expect(
      unguarded(template).filter((name) => !["list", "empty", ...used].includes(name)),
    ).toEqual([]);
  });
});

describe("what has none is missing, and is warned of", () => {
  test.each([
    ["{{ gone }}", "gone"],
    ["{{ gone | upcase }}", "gone"],
    ["{{ gone | default: none }}", "none"],
    ["{{ there | append: gone }}", "gone"],
    ['{{ gone | default: "a" | append: none }}', "none"],
    ["{% for one in gone %}{{ one }}{% endfor %}", "gone"],
    ['{% assign n = gone %}{{ n }}{{ n | default: "x" }}', "n", "gone"],
    ['{% render "named", name: gone %}', "name", "gone"],
  ] as [string, string, string?][])("%s", (template, told, used = told) => {
    expect(() => render(template)).toThrow(new MissingVariable(told));
    expect(unguarded(template)).toContain(used);
  });
});

test("a fallback that is not needed need not be there", () => {
  expect(render("{{ there | default: gone }}")).toBe("Ada");
  expect(render('{{ there | upcase | default: gone | default: "x" }}')).toBe("ADA");
});
