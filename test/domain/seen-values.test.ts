import { describe, expect, test } from "vitest";
import { liquidPath, seenValues } from "../../src/domain/seen-values.ts";
import { renderTemplate } from "../../src/domain/template.ts";
import { renderTree } from "../../src/domain/template-tree.ts";

const named = (objects: object[]) =>
  Object.fromEntries(seenValues(objects).map((v) => [v.name, v]));

describe("what is seen in objects", () => {
  test("a value's type is that of most of its values", () => {
    const seen = named([
      { a: 1, b: true, c: "2026-11-24", d: "text", e: [1] },
      { a: 2, b: false, c: "2026-11-24T18:00:00Z", d: 5, e: [] },
      { a: "3", b: true, c: "soon", d: "5", e: [2] },
    ]);
    const types = Object.fromEntries(Object.entries(seen).map(([name, { type }]) => [name, type]));
    expect(types).toEqual({ a: "number", b: "boolean", c: "date", d: "text", e: "list" });
  });

  test("a number in a text that a date could be read from is a text", () => {
    expect(named([{ phone: "1764231234567", at: 1_764_231_234 }])).toMatchObject({
      phone: { type: "text" },
      at: { type: "number" },
    });
  });

  test("what is empty is not seen; what is nested has a dotted name, three deep", () => {
    const seen = seenValues([{ a: null, b: "", c: { d: { e: 1, f: { g: 1 } } } }]);
    expect(seen.map(({ name }) => name)).toEqual(["c.d.e"]);
  });

  test("a name that no condition could reach is left out", () => {
    const own = JSON.parse('{"": 1, "__proto__": {"x": 1}, "ok": 1}') as object;
    expect(seenValues([own]).map(({ name }) => name)).toEqual(["ok"]);
  });

  test("a name with dots, brackets or blanks of its own is seen as it is", () => {
    const seen = seenValues([{ "order.total": 1, "items[]": "x", "First Name": "Ada" }]);
    expect(seen.map(({ name, names }) => [name, names])).toEqual([
      ["First Name", ["First Name"]],
      ["items[]", ["items[]"]],
      ["order.total", ["order.total"]],
    ]);
  });

  test("there are five examples at most, each once, and none that is long", () => {
    const objects = Array.from({ length: 30 }, (_, n) => ({ a: n % 7, long: "x".repeat(61) }));
    const { a, long } = named(objects);
    expect(a?.examples).toEqual([0, 1, 2, 3, 4]);
    expect(long).toMatchObject({ count: 30, examples: [] });
  });

  test("of a list of objects the fields of its entries are told", () => {
    const [items] = seenValues([{ items: [{ name: "Mug", cost: 5 }, "odd", { sku: "M" }] }]);
    expect(items).toMatchObject({ type: "list", fields: ["cost", "name", "sku"] });
  });
});

test("a path in a template leads to the value, whatever its names are", () => {
  const params = {
    "first name": "Ada",
    total: 1,
    "2nd": { ключ: "so" },
    "order.total": 5,
    "a[0]": 6,
    'the "best"': 7,
    "it's": 8,
  };
  for (const { names } of seenValues([params])) {
    const template = `{{ ${liquidPath(["event", "params", ...names])} }}`;
    const value = names.reduce<unknown>(
      (object, name) => (object as Record<string, unknown>)[name],
      params,
    );
    expect(renderTemplate("text", template, { event: { params } }), template).toBe(String(value));
  }
});

test("a bare variable keeps its value also where its name stands in brackets", () => {
  const facts = { event: { params: { "Order Total": 5, "a.b": [1] } } };
  expect(renderTree(`{{ event.params["Order Total"] }}`, facts)).toBe(5);
  expect(renderTree(`{{ event.params['a.b'] }}`, facts)).toEqual([1]);
  expect(renderTree(`{{ event.params["Order Total"] | plus: 1 }}`, facts)).toBe("6");
  expect(renderTree(`{{ "a" }}{{ "b" }}`, facts)).toBe("ab");
});
