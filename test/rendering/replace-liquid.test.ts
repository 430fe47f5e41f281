import fc from "fast-check";
import { expect, test } from "vitest";
import { replaceLiquid } from "../../src/rendering/work/replace-liquid.ts";

test("Liquid is found where one pattern would find it", () => {
  const text = fc
    .array(fc.constantFrom("{", "}", "%", "{{", "}}", "{%", "%}", "a", "\n"), { maxLength: 30 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (given) => {
      const mark = (token: string) => `<${token.length}>`;
      expect(replaceLiquid(given, mark)).toBe(
        given.replaceAll(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, mark),
      );
    }),
    { numRuns: 5_000 },
  );
});
