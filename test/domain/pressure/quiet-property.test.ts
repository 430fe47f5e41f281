import fc from "fast-check";
import { expect, test } from "vitest";
import { nextOpening, quietAt } from "../../../src/domain/pressure/quiet.ts";
import { anyQuiet, firstMinute, inHours, onHoliday, quietUntil } from "./quiet-model.ts";

const weekMs = 7 * 86_400_000;

test("it is quiet until the first minute that is in no quiet hours and on no holiday, whatever the clocks do", () => {
  fc.assert(
    fc.property(anyQuiet, ({ windows, calendars, at, timeZone }) => {
      const quiet = quietAt(windows, calendars, new Date(at), timeZone);
      const until = quietUntil(windows, calendars, at, timeZone);
      expect(quiet?.until.toISOString() ?? null).toBe(
        until === null ? null : new Date(until).toISOString(),
      );
    }),
    { seed: 20_261_129, numRuns: 400 },
  );
});

test("a time window opens at the first minute that is in its hours and on no holiday", () => {
  fc.assert(
    fc.property(anyQuiet, ({ windows, calendars, at, timeZone }) => {
      fc.pre(windows.length > 0);
      const isInHours = inHours(windows, timeZone);
      const isHoliday = onHoliday(calendars, timeZone);
      const opens = firstMinute(at, at + 5 * weekMs, (ms) => isInHours(ms) && !isHoliday(ms));
      fc.pre(opens !== null);
      const { at: found } = nextOpening(windows, calendars, new Date(at), timeZone);
      expect(found.toISOString()).toBe(new Date(opens ?? 0).toISOString());
    }),
    { seed: 20_261_129, numRuns: 400 },
  );
});
