import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { appointmentOf } from "../../src/domain/appointment.ts";
import { compareDates, dateText, readDate } from "../../src/domain/date-value.ts";

const read = (value: unknown, timeZone = "UTC"): string | null => {
  const date = readDate(value, timeZone);
  return date && dateText(date);
};

describe("reading dates", () => {
  test("the forms in which systems write dates are read", () => {
    expect(read("2026-11-24")).toBe("2026-11-24");
    expect(read("2026/11/24")).toBe("2026-11-24");
    expect(read(" 24.11.2026 ")).toBe("2026-11-24");
    expect(read("4.1.2026 9:05")).toBe("2026-01-04T09:05:00Z");
    expect(read("2026-11-24T18:00:00.5+02:00")).toBe("2026-11-24T16:00:00.5Z");
    expect(read("2026-11-24 18:00:00+02")).toBe("2026-11-24T16:00:00Z");
    expect(read("2026-11-24T18:00Z")).toBe("2026-11-24T18:00:00Z");
    expect(read(1_795_550_400)).toBe("2026-11-24T20:00:00Z");
    expect(read(1_795_550_400_000)).toBe("2026-11-24T20:00:00Z");
    expect(read("1795550400")).toBe("2026-11-24T20:00:00Z");
  });

  test.each([
    ["2027-01-15 10:00:00 UTC", "2027-01-15T10:00:00Z"],
    ["2027-01-15 10:00:00 +0000 UTC", "2027-01-15T10:00:00Z"],
    ["2027-01-15 10:00:00 +0200", "2027-01-15T08:00:00Z"],
    ["2027-01-15 9:05", "2027-01-15T09:05:00Z"],
    ["2027-01-15 9:05:07", "2027-01-15T09:05:07Z"],
    ["2027-01-15T9:05:07Z", "2027-01-15T09:05:07Z"],
    ["2027-01-15 9:05 PM", "2027-01-15T21:05:00Z"],
    ["2027-01-15 12:05 am", "2027-01-15T00:05:00Z"],
    ["2027-1-5", "2027-01-05"],
    ["2027-01-15T10:00:00.123456Z", "2027-01-15T10:00:00.123456Z"],
    ["2027-01-15 10:00:00.123456", "2027-01-15T10:00:00.123456Z"],
    ["2027-01-15 10:00:00,5 +02:00", "2027-01-15T08:00:00.5Z"],
    ["20270115T100000Z", "2027-01-15T10:00:00Z"],
    ["2027-01-15T10:00:00+02:00[Europe/Kyiv]", "2027-01-15T08:00:00Z"],
    ["Fri, 15 Jan 2027 10:00:00 +0200", "2027-01-15T08:00:00Z"],
    ["Fri, 15 Jan 2027 10:00:00 GMT", "2027-01-15T10:00:00Z"],
    ["15 Jan 2027 10:00 EST", "2027-01-15T15:00:00Z"],
    ["Fri, 15 Jan 2027 10:00:00 +0000 (UTC)", "2027-01-15T10:00:00Z"],
    ["Fri Jan 15 2027 10:00:00 GMT+0100 (Central European Standard Time)", "2027-01-15T09:00:00Z"],
    ["January 15, 2027", "2027-01-15"],
    ["Jan 15, 2027, 10:00 AM", "2027-01-15T10:00:00Z"],
    ["15-Jan-2027", "2027-01-15"],
    ["15 January 2027 at 10:00", "2027-01-15T10:00:00Z"],
    ["24.11.2026, 8:05", "2026-11-24T08:05:00Z"],
    ["2026-12-31 23:59:60 UTC", "2026-12-31T23:59:59Z"],
    ["1795550400123", "2026-11-24T20:00:00.123Z"],
    ["1795550400.25", "2026-11-24T20:00:00.25Z"],
    ["1795550400123456", "2026-11-24T20:00:00.123Z"],
    ["1795550400123456789", "2026-11-24T20:00:00.123Z"],
    [1_795_550_400_123_456, "2026-11-24T20:00:00.123Z"],
  ])("%s, as exports have it, is read", (value, meant) => {
    expect(read(value)).toBe(meant);
  });

  test("a time without an offset is one of the time zone", () => {
    expect(read("2026-07-24T18:00", "Europe/Kyiv")).toBe("2026-07-24T15:00:00Z");
    expect(read("2026-11-24 18:00", "Europe/Kyiv")).toBe("2026-11-24T16:00:00Z");
    expect(read("2026-11-24T18:00Z", "Europe/Kyiv")).toBe("2026-11-24T18:00:00Z");
  });

  test("what is no date, or two dates in two countries, is none", () => {
    for (const value of [
      "",
      "soon",
      "2026-02-30",
      "31.02.2026",
      "11/12/2026",
      "2026-11-24T25:00",
      "20261124",
      "11-12-2026",
      "24.11.26",
      "2026-11-24T10:00:00 Mars",
      "2026-11-24 13:00 PM",
      "2026-11-24 10:00:00 +25:00",
      "Fri, 32 Jan 2027 10:00:00 +0000",
      "15 Brumaire 2027",
      "2026-11-24 and more",
      "2026-11-24T",
      42,
      0,
      -1,
      Number.NaN,
      Number.MAX_VALUE,
      true,
      null,
      undefined,
      {},
      ["2026-11-24"],
    ]) {
      expect(read(value), JSON.stringify(value)).toBeNull();
    }
  });

  test("nothing that is read makes it throw", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.integer(), fc.jsonValue()), (value) => {
        const date = readDate(value, "America/New_York");
        expect(date === null || dateText(date).length > 9).toBe(true);
      }),
    );
  });

  test("against a whole day, the day of the time zone counts", () => {
    const day = readDate("2026-11-24", "UTC");
    const evening = readDate("2026-11-23T23:30:00Z", "UTC");
    if (day === null || evening === null) throw new Error("dates");
    expect(compareDates(evening, day, "UTC")).toBeLessThan(0);
    expect(compareDates(evening, day, "Europe/Kyiv")).toBe(0);
  });
});

describe("appointments", () => {
  const at = (value: unknown, rules: Partial<Parameters<typeof appointmentOf>[1]> = {}) =>
    appointmentOf(value, {
      shift: null,
      time: null,
      timeZone: "Europe/Kyiv",
      ...rules,
    })?.toISOString();

  test("a day is its midnight, or its time of day, by the clock of the time zone", () => {
    expect(at("2026-12-24")).toBe("2026-12-23T22:00:00.000Z");
    expect(at("2026-12-24", { time: "09:00" })).toBe("2026-12-24T07:00:00.000Z");
    expect(at("2026-12-24T23:30:00Z", { time: "09:00" })).toBe("2026-12-25T07:00:00.000Z");
  });

  test("a shift goes by the calendar: over month ends and clock changes", () => {
    expect(at("2027-03-31", { shift: { amount: -1, unit: "months" }, time: "10:00" })).toBe(
      "2027-02-28T08:00:00.000Z",
    );
    // The clocks go forward on 28 March 2027.
    expect(at("2027-03-27T10:00", { shift: { amount: 1, unit: "days" } })).toBe(
      "2027-03-28T07:00:00.000Z",
    );
    expect(at("2027-03-27T10:00", { shift: { amount: 24, unit: "hours" } })).toBe(
      "2027-03-28T08:00:00.000Z",
    );
    expect(at("2026-12-24", { shift: { amount: -2, unit: "hours" } })).toBe(
      "2026-12-23T20:00:00.000Z",
    );
  });

  test("a time that the clocks skip is as much later, one that they repeat is the first", () => {
    expect(at("2027-03-28", { time: "03:30" })).toBe("2027-03-28T01:30:00.000Z");
    expect(at("2026-10-25", { time: "03:30" })).toBe("2026-10-25T00:30:00.000Z");
  });

  test("no date, or one beyond the calendar, is no appointment", () => {
    expect(at("tomorrow")).toBeUndefined();
    expect(at(undefined)).toBeUndefined();
    expect(at("9999-12-31", { shift: { amount: 300_000_000, unit: "years" } })).toBeUndefined();
  });
});
