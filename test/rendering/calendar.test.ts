import { expect, test } from "vitest";
import { renderer } from "../support/renderer.ts";

const file = (...lines: string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
const event = (summary: string, ...lines: string[]): string =>
  ["BEGIN:VEVENT", `UID:${summary}`, `SUMMARY:${summary}`, ...lines, "END:VEVENT"].join("\r\n");
const read = (text: string) =>
  renderer.run("calendar", { text, from: "2026-01-01", to: "2028-12-31" });

test("whole days, recurring ones without their exceptions, hours of a zone and of nobody's are read", async () => {
  const text = file(
    event(
      "Christmas",
      "DTSTART;VALUE=DATE:20201225",
      "DTEND;VALUE=DATE:20201226",
      "RRULE:FREQ=YEARLY",
      "EXDATE;VALUE=DATE:20271225",
    ),
    event("Long", "DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260504"),
    event("One", "DTSTART;VALUE=DATE:20260606"),
    event(
      "Memorial",
      "DTSTART;TZID=Europe/Kyiv:20260322T090000",
      "DTEND;TZID=Europe/Kyiv:20260322T110000",
      "RRULE:FREQ=WEEKLY;COUNT=2",
    ),
    event("Utc", "DTSTART:20260707T100000Z", "DTEND:20260707T110000Z"),
    event("Siesta", "DTSTART:20260808T130000", "DTEND:20260808T160000"),
  );
  expect(await read(text)).toEqual({
    outcome: "calendar",
    days: [
      // The clocks of Kyiv change between the two.
      { name: "Memorial", from: "2026-03-22T07:00:00.000Z", to: "2026-03-22T09:00:00.000Z" },
      { name: "Memorial", from: "2026-03-29T06:00:00.000Z", to: "2026-03-29T08:00:00.000Z" },
      { name: "Long", from: "2026-05-01", to: "2026-05-04" },
      { name: "One", from: "2026-06-06", to: "2026-06-07" },
      { name: "Utc", from: "2026-07-07T10:00:00.000Z", to: "2026-07-07T11:00:00.000Z" },
      { name: "Siesta", from: "2026-08-08T13:00", to: "2026-08-08T16:00" },
      { name: "Christmas", from: "2026-12-25", to: "2026-12-26" },
      { name: "Christmas", from: "2028-12-25", to: "2028-12-26" },
    ],
  });
});

test("a moved time of a recurring event stands in place of its own", async () => {
  const moved = [
    "BEGIN:VEVENT",
    "UID:Day off",
    "SUMMARY:Day off, moved",
    "RECURRENCE-ID;VALUE=DATE:20260202",
    "DTSTART;VALUE=DATE:20260203",
    "DTEND;VALUE=DATE:20260204",
    "END:VEVENT",
  ].join("\r\n");
  const text = file(
    event(
      "Day off",
      "DTSTART;VALUE=DATE:20260126",
      "DTEND;VALUE=DATE:20260127",
      "RRULE:FREQ=WEEKLY;COUNT=3",
    ),
    moved,
  );
  expect(await read(text)).toMatchObject({
    days: [
      { from: "2026-01-26" },
      { from: "2026-02-03", name: "Day off, moved" },
      { from: "2026-02-09" },
    ],
  });
});

test("what is no calendar, or has an event that can't be read, is refused by name", async () => {
  const reasonOf = async (text: string): Promise<string> => {
    const answer = await read(text);
    return answer.outcome === "no calendar" ? answer.reason : "";
  };
  const fine = event("Fine", "DTSTART;VALUE=DATE:20260501");
  expect(await reasonOf("name,date\r\nChristmas,2026-12-25")).toBe(
    "does not begin with BEGIN:VCALENDAR",
  );
  expect(await reasonOf(file())).toBe("has no events");
  expect(await reasonOf(file(fine, event("Bare")))).toBe(
    'the event "Bare" has no DTSTART that is a date',
  );
  expect(
    await reasonOf(file(fine, event("Odd", "DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=SOMETIMES"))),
  ).toMatch(/^the event "Odd" can't be read: /);
  expect(
    await reasonOf(
      file(
        event(
          "Far",
          "DTSTART;TZID=Mars/Olympus:20260501T090000",
          "DTEND;TZID=Mars/Olympus:20260501T100000",
        ),
      ),
    ),
  ).toBe('the event "Far" is in an unknown time zone, Mars/Olympus');
  expect(
    await reasonOf(file(event("Back", "DTSTART;VALUE=DATE:20260502", "DTEND;VALUE=DATE:20260501"))),
  ).toBe('the event "Back" ends before it begins');
  const hours = ["DTSTART:20260101T000000Z", "DTEND:20260101T000100Z"];
  const hourly = (count: number) => event("Hourly", ...hours, `RRULE:FREQ=HOURLY;COUNT=${count}`);
  expect(await reasonOf(file(hourly(6_000)))).toBe("comes to more than 5000 days");
  expect(await reasonOf(file(event("Ever", ...hours, "RRULE:FREQ=HOURLY")))).toMatch(
    /^the event "Ever" can't be looked up: /,
  );
});
