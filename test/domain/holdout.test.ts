import fc from "fast-check";
import { v7 } from "uuid";
import { expect, test } from "vitest";
import { inTenths, isDrawn } from "../../src/domain/holdout.ts";

const tenths = fc.integer({ min: 0, max: 999 });
const salt = fc.uuid();
const contact = fc.uuid();

test("a contact is drawn again and again as it was the first time", () => {
  fc.assert(
    fc.property(tenths, salt, contact, (share, by, who) => {
      const draw = { tenths: share, salt: by };
      expect(isDrawn({ ...draw }, who)).toBe(isDrawn(draw, who));
    }),
  );
});

test("a higher share holds out everybody whom a lower one does", () => {
  fc.assert(
    fc.property(tenths, tenths, salt, contact, (a, b, by, who) => {
      const lower = isDrawn({ tenths: Math.min(a, b), salt: by }, who);
      const higher = isDrawn({ tenths: Math.max(a, b), salt: by }, who);
      expect(lower && !higher).toBe(false);
    }),
  );
});

test("of 20,000 contacts as many are drawn as the share says, by any salt", () => {
  const contacts = Array.from({ length: 20_000 }, () => v7());
  fc.assert(
    fc.property(tenths, salt, (share, by) => {
      const drawn = contacts.filter((who) => isDrawn({ tenths: share, salt: by }, who)).length;
      const expected = (contacts.length * share) / 1_000;
      // Six standard deviations: once in a billion draws.
      const deviation = Math.sqrt(expected * (1 - share / 1_000));
      expect(Math.abs(drawn - expected)).toBeLessThanOrEqual(6 * deviation + 1);
    }),
    { numRuns: 30 },
  );
});

test("two salts draw independently of each other", () => {
  const contacts = Array.from({ length: 20_000 }, () => v7());
  const [one, other] = [v7(), v7()].map((by) => ({ tenths: 500, salt: by }));
  if (one === undefined || other === undefined) throw new Error("two draws were made");
  const both = contacts.filter((who) => isDrawn(one, who) && isDrawn(other, who)).length;
  expect(Math.abs(both - 5_000)).toBeLessThan(6 * Math.sqrt(20_000 * 0.25 * 0.75));
});

test("percentages are counted in tenths, whatever decimals come to", () => {
  expect(inTenths(0.1 + 0.2)).toBe(3);
  expect(inTenths(2.5)).toBe(25);
  expect(isDrawn({ tenths: 0, salt: "s" }, "anybody")).toBe(false);
});
