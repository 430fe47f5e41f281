import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { renderTemplate } from "../../src/domain/template.ts";

const berlin = { timeZone: "Europe/Berlin", language: null };
const newYork = { contact: { timeZone: "America/New_York" }, workspace: berlin };
const nobody = { contact: { timeZone: null }, workspace: berlin };

const shown = (template: string, facts: object = newYork) =>
  renderTemplate("text", template, facts);

describe("a date is shown in the contact's time zone, else the workspace's", () => {
  test.each([
    ['{{ "2026-01-15T23:30:00Z" | date: "%d.%m %H:%M" }}', "15.01 18:30", "16.01 00:30"],
    ['{{ "2026-01-15" | date: "%d.%m.%Y %H:%M" }}', "15.01.2026 00:00", "15.01.2026 00:00"],
    ['{{ 1768519800000 | date: "%d.%m %H:%M" }}', "15.01 18:30", "16.01 00:30"],
    ['{{ "1768519800" | date: "%d.%m %H:%M" }}', "15.01 18:30", "16.01 00:30"],
    ['{{ "24.11.2026" | date: "%Y-%m-%d" }}', "2026-11-24", "2026-11-24"],
    [
      '{{ "24.11.2026 18:00" | date: "%F %R %z" }}',
      "2026-11-24 18:00 -0500",
      "2026-11-24 18:00 +0100",
    ],
    ['{{ "2026-07-01T12:00:00Z" | date: "%R %Z" }}', "08:00 EDT", "14:00 GMT+2"],
    [
      '{{ "2026-01-15T23:30:00Z" | date_to_xmlschema }}',
      "2026-01-15T18:30:00-05:00",
      "2026-01-16T00:30:00+01:00",
    ],
    [
      '{{ "2026-01-15T23:30:00Z" | date_to_rfc822 }}',
      "Thu, 15 Jan 2026 18:30:00 -0500",
      "Fri, 16 Jan 2026 00:30:00 +0100",
    ],
    ['{{ "2026-01-15T23:30:00Z" | date_to_string }}', "15 Jan 2026", "16 Jan 2026"],
    [
      '{{ "2026-01-15T23:30:00Z" | date_to_long_string: "ordinal", "US" }}',
      "January 15th, 2026",
      "January 16th, 2026",
    ],
    ['{{ "2026-01-15T23:30:00Z" | date: "%R", "Asia/Tokyo" }}', "08:30", "08:30"],
    ['{{ "2026-01-15T23:30:00Z" | date: "%R %z", 360 }}', "17:30 -0600", "17:30 -0600"],
    [
      '{{ "2026-01-15T23:30:00Z" | date }}',
      "Thursday, January 15, 2026 at 6:30 pm -0500",
      "Friday, January 16, 2026 at 12:30 am +0100",
    ],
    ['{{ "2026-01-15T23:30:00Z" | date: format: "date" }}', "January 15, 2026", "January 16, 2026"],
    [
      '{{ "2026-01-15T23:30:00Z" | date: format: "date_at_time" }}',
      "January 15, 2026 at 6:30 pm",
      "January 16, 2026 at 12:30 am",
    ],
    ['{{ "2026-01-15T23:30:00Z" | date: format: "%d.%m" }}', "15.01", "16.01"],
    ['{{ "soon" | date: "%Y" }}', "soon", "soon"],
    ['{{ nothing | date: "%Y" }}', "", ""],
  ])("%s", (template, ofContact, ofWorkspace) => {
    expect(shown(template)).toBe(ofContact);
    expect(shown(template, nobody)).toBe(ofWorkspace);
  });

  test("now and today are the run's own clock", () => {
    const at = { ...nobody, now: "2026-01-15T23:30:00Z" };
    expect(shown('{{ "now" | date: "%F %R" }}', at)).toBe("2026-01-16 00:30");
    expect(shown('{{ "today" | date: "%F %R" }}', at)).toBe("2026-01-16 00:30");
  });

  test("flags and widths are those of strftime", () => {
    const at = '{{ "2026-03-05T07:08:09.123Z" | date: "';
    const formats: Record<string, string> = {
      "%-d.%-m.": "5.3.",
      "%e|%k|%l": " 5| 7| 7",
      "%^b %^A %#p": "MAR THURSDAY am",
      "%j %U %W %V %G %u %w": "064 09 09 10 2026 4 4",
      "%L %N %3N %6N": "123 123000000 123 123000",
      "%_m %05d %y %C": " 3 00005 26 20",
      "%s %:z %::z %%": "1772694489 +00:00 +00:00:00 %",
      "%c | %D | %r | %T": "Thu Mar  5 07:08:09 2026 | 03/05/26 | 07:08:09 AM | 07:08:09",
      "%d%q": "05th",
    };
    for (const [format, text] of Object.entries(formats)) {
      expect(shown(`${at}${format}" }}`, { workspace: { timeZone: "UTC" } }), format).toBe(text);
    }
  });
});

test("the machine's time zone and language change nothing", () => {
  const script = `
    import { renderTemplate } from "./dist/src/domain/template.js";
    import { evaluateCondition } from "./dist/src/domain/condition.js";
    import { appointmentOf } from "./dist/src/domain/appointment.js";
    const facts = ${JSON.stringify(nobody)};
    for (const value of ['"2026-01-15T23:30:00Z"', '"2026-01-15"', '"2026-01-15 10:00"', "1768519800"])
      for (const filter of ['date: "%c %z %Z"', "date", "date_to_string", "date_to_rfc822"])
        console.log(renderTemplate("text", "{{ " + value + " | " + filter + " }}", facts));
    for (const date of ["2026-01-15T22:59Z", "2026-01-15T23:00Z", "2026-01-16 00:00", "2026-01-15"])
      console.log(date, evaluateCondition({ after: [date, "2026-01-15"] }, facts));
    const rules = { shift: null, time: "09:00", timeZone: facts.workspace.timeZone };
    console.log(appointmentOf("2026-01-15T23:30:00Z", rules).toISOString());
  `;
  const on = (TZ: string, LANG: string): string =>
    execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
      env: { ...process.env, TZ, LANG, LC_ALL: LANG },
      encoding: "utf8",
    });
  const here = on("UTC", "C");
  expect(here).toContain("Fri Jan 16 00:30:00 2026 +0100");
  expect(here).toContain("2026-01-15T22:59Z false\n2026-01-15T23:00Z true\n");
  expect(here).toContain("2026-01-16T08:00:00.000Z");
  expect(on("Asia/Tokyo", "ja_JP.UTF-8")).toBe(here);
  expect(on("America/New_York", "de_DE.UTF-8")).toBe(here);
});
