import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventTypeKey } from "../../src/contract/api/event.ts";
import { keyError, proposedKey } from "../../web/src/pages/event-types/event-type-key.ts";
import { boundsOf, rangeName } from "../../web/src/pages/events/time-range.ts";
import { useEnglish } from "./messages.ts";

useEnglish();

const characters = ["a", "é", " ", "\t", "\u0085", ..."<;'\\/|\"`^?!,>".split("")];
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 120 }),
  fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 }),
);

describe("the key of a new event type", () => {
  test("the form refuses exactly the keys that the API refuses", () => {
    fc.assert(
      fc.property(text, (key) => {
        expect(keyError(key) === undefined).toBe(eventTypeKey.safeParse(key).success);
      }),
      { numRuns: 2_000, examples: [[""], [" "], ["x".repeat(100)], ["x".repeat(101)]] },
    );
  });

  test("what is proposed for a name is a good key, or nothing", () => {
    expect(proposedKey("Cart left (web), again?")).toBe("cartLeftWebAgain");
    expect(proposedKey("Заказ оплачено")).toBe("заказОплачено");
    fc.assert(
      fc.property(text, (name) => {
        const key = proposedKey(name);
        if (key !== "") expect(keyError(key)).toBeUndefined();
      }),
      { examples: [["x".repeat(200)]] },
    );
  });
});

describe("the time range of the event history", () => {
  const now = Date.parse("2026-03-01T12:00:31.500Z");

  test("a range that ends now begins at a whole minute, so that the list can rest", () => {
    expect(boundsOf({ from: "24h" }, now)).toEqual({ from: "2026-02-28T12:00:00.000Z" });
    expect(rangeName({ from: "24h" })).toBe("24h");
  });

  test("instants of the address are kept, and what is no time is left out", () => {
    const range = { from: "2026-01-01T00:00:00+02:00", to: "tomorrow" };
    expect(boundsOf(range, now)).toEqual({ from: "2025-12-31T22:00:00.000Z", to: undefined });
    expect(rangeName(range)).toBe("custom");
    expect(rangeName({ from: "24h", to: "2026-01-01T00:00:00Z" })).toBe("custom");
    expect(rangeName({})).toBeUndefined();
  });
});
