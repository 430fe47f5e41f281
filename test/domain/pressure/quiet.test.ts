import { expect, test } from "vitest";
import { nextOpening, quietAt } from "../../../src/domain/pressure/quiet.ts";
import { weekdays } from "../../../src/domain/time-window.ts";

const nights = [{ days: weekdays, from: "21:00", to: "08:00" }];
const calendar = {
  name: "Ukrainian holidays",
  days: [
    { name: "Independence Day", from: "2026-08-24", to: "2026-08-25" },
    { name: "Minute of silence", from: "2026-08-26T09:00", to: "2026-08-26T09:15" },
    { name: "Launch", from: "2026-08-27T10:00:00.000Z", to: "2026-08-27T11:00:00.000Z" },
  ],
};
const at = (iso: string) => new Date(iso);

test("nights and holidays that follow one another are one quiet time, in the contact's zone", () => {
  // 22:00 of the day before in Kyiv, until 08:00 of the day after the night behind the holiday.
  expect(quietAt(nights, [calendar], at("2026-08-23T19:00:00Z"), "Europe/Kyiv")).toEqual({
    until: at("2026-08-25T05:00:00Z"),
    words: "quiet hours (every day 21:00–08:00)",
  });
  // The same instant is no night in New York.
  expect(quietAt(nights, [calendar], at("2026-08-23T19:00:00Z"), "America/New_York")).toBeNull();
  expect(quietAt([], [calendar], at("2026-08-24T12:00:00Z"), "America/New_York")).toEqual({
    until: at("2026-08-25T04:00:00Z"),
    words: "Independence Day (Ukrainian holidays)",
  });
});

test("a time without a zone is the contact's, an instant is everybody's", () => {
  const until = (iso: string, zone: string) => quietAt([], [calendar], at(iso), zone)?.until;
  expect(until("2026-08-26T06:05:00Z", "Europe/Kyiv")).toEqual(at("2026-08-26T06:15:00Z"));
  expect(until("2026-08-26T06:05:00Z", "UTC")).toBeUndefined();
  for (const zone of ["Europe/Kyiv", "America/New_York"]) {
    expect(until("2026-08-27T10:30:00Z", zone)).toEqual(at("2026-08-27T11:00:00Z"));
  }
});

test("hours of a holiday that the clocks leave out end when these do, and hours that they show twice end twice", () => {
  const until = (from: string, to: string, iso: string) => {
    const days = [{ name: "Holiday", from, to }];
    const quiet = quietAt([], [{ name: "Holidays", days }], at(iso), "Europe/Kyiv");
    return quiet?.until.toISOString().slice(11, 16);
  };
  // At 03:00 it is 04:00.
  expect(until("2026-03-29T02:00", "2026-03-29T03:30", "2026-03-29T00:30:00Z")).toBe("01:00");
  // At 04:00 it is 03:00 again.
  const twice = ["2026-10-25T03:00", "2026-10-25T03:30"] as const;
  expect(until(...twice, "2026-10-25T00:10:00Z")).toBe("00:30");
  expect(until(...twice, "2026-10-25T00:40:00Z")).toBeUndefined();
  expect(until(...twice, "2026-10-25T01:10:00Z")).toBe("01:30");
  const late = ["2026-10-25T03:30", "2026-10-25T05:00"] as const;
  expect(until(...late, "2026-10-25T00:40:00Z")).toBe("01:00");
  expect(until(...late, "2026-10-25T01:10:00Z")).toBeUndefined();
});

test("quiet hours that leave no time keep a message back, and end in no endless loop", () => {
  const always = [{ days: weekdays, from: "00:00", to: "24:00" }];
  const quiet = quietAt(always, [], at("2026-08-23T19:00:00Z"), "UTC");
  expect(quiet?.until.getTime()).toBeGreaterThan(at("2026-09-12T19:00:00Z").getTime());
});

test("a window opens on no holiday: at its own time behind it, or as soon as it is over", () => {
  const days = [{ days: weekdays, from: "09:00", to: "18:00" }];
  const opening = (iso: string) => nextOpening(days, [calendar], at(iso), "Europe/Kyiv");
  expect(opening("2026-08-24T07:00:00Z")).toEqual({
    at: at("2026-08-25T06:00:00Z"),
    passed: ["Independence Day (Ukrainian holidays)"],
  });
  expect(opening("2026-08-26T05:00:00Z")).toEqual({
    at: at("2026-08-26T06:15:00Z"),
    passed: ["Minute of silence (Ukrainian holidays)"],
  });
  expect(opening("2026-08-25T07:00:00Z")).toEqual({ at: at("2026-08-25T07:00:00Z"), passed: [] });
  const closed = {
    name: "Closed",
    days: [{ name: "For good", from: "2026-01-01", to: "9999-01-01" }],
  };
  const never = nextOpening(days, [closed], at("2026-08-25T07:00:00Z"), "UTC");
  expect(never.at.getUTCFullYear()).toBe(9999);
});
