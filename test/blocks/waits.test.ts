import { beforeAll, expect, test } from "vitest";
import { weekdays } from "../../src/domain/time-window.ts";
import { inARow } from "../support/definitions.ts";
import { journalOf, waysOf } from "../support/real-runs.ts";
import type { SkippedTime } from "../support/skipped-time.ts";
import { skippedTime } from "../support/skipped-time.ts";

let skipped: SkippedTime;

beforeAll(async () => {
  skipped = await skippedTime();
});

const dayMs = 86_400_000;
const daysFrom = (ms: number, days: number) => new Date(ms + days * dayMs);
const dateOf = (date: Date) => date.toISOString().slice(0, 10);

/** Until when a run waited at a block. */
async function untilOf(runId: string, blockId: string): Promise<string | undefined> {
  const [row] = await skipped.db.query<{ until: Date | null }>(
    "select until from run_steps where run_id = $1 and block_id = $2",
    [runId, blockId],
  );
  return row?.until?.toISOString();
}

test("a run waits until a date of its event, a span before it, at a time of the contact's day", async () => {
  const { time, run } = skipped;
  const due = daysFrom(await time.currentTimeMs(), 40);
  const { id } = await run(
    inARow({
      id: "until",
      kind: "waitUntil",
      config: {
        field: "event.params.due",
        before: { amount: 10, unit: "days" },
        time: "09:30",
        timeZone: "Europe/Kyiv",
      },
    }),
    { event: { params: { due: dateOf(due) } }, timeZone: "Asia/Tokyo" },
  );
  // Tokyo has no summer time: 09:30 there is 00:30 UTC.
  expect(await untilOf(id, "until")).toBe(`${dateOf(daysFrom(due.getTime(), -10))}T00:30:00.000Z`);
  const passed = await time.currentTimeMs();
  expect(passed).toBeGreaterThan(daysFrom(due.getTime(), -11).getTime());
  expect(waysOf(await journalOf(skipped.db, id))).toMatchObject({ until: "next" });
});

test("a fixed date without an offset is one of the block's time zone, if that is preferred", async () => {
  const { time, run } = skipped;
  const date = dateOf(daysFrom(await time.currentTimeMs(), 5));
  const until = (config: object) => ({ kind: "waitUntil", config });
  const { id } = await run(
    inARow(
      {
        id: "local",
        ...until({ at: `${date}T18:00`, timeZone: "Asia/Kolkata", inContactTimeZone: false }),
      },
      { id: "fixed", ...until({ at: `${date}T18:00:00-05:00` }) },
    ),
    { timeZone: "Asia/Tokyo" },
  );
  expect(await untilOf(id, "local")).toBe(`${date}T12:30:00.000Z`);
  expect(await untilOf(id, "fixed")).toBe(`${date}T23:00:00.000Z`);
});

test("a date that is missing, unreadable or ages away has its own way; one that is over goes on at once", async () => {
  const { time, run } = skipped;
  const began = await time.currentTimeMs();
  const until = (id: string, config: object) => ({ id, kind: "waitUntil", config });
  const { id, result } = await run(
    inARow(
      until("missing", { field: "contact.attributes.birthday" }),
      until("unreadable", { field: "event.params.due" }),
      until("ages", { at: "9999-12-31" }),
      until("past", { at: "2020-01-01" }),
      until("pastMissing", { at: "2020-01-01", ifPast: "missing" }),
      until("justPast", { field: "event.receivedAt", before: { amount: 1, unit: "hours" } }),
    ),
    { event: { params: { due: "next spring" } } },
  );
  expect(result).toMatchObject({ status: "completed" });
  expect(waysOf(await journalOf(skipped.db, id))).toMatchObject({
    missing: "missing",
    unreadable: "missing",
    ages: "missing",
    past: "next",
    pastMissing: "missing",
    justPast: "next",
  });
  expect((await time.currentTimeMs()) - began).toBeLessThan(3_600_000);
});

test("a run waits for the allowed day and hour of the contact's time zone, and goes on at once within", async () => {
  const { time, run } = skipped;
  // The day after tomorrow in Lima.
  const then = daysFrom((await time.currentTimeMs()) - 5 * 3_600_000, 2);
  const day = weekdays[(then.getUTCDay() + 6) % 7];
  const windows = [{ days: [day], from: "22:30", to: "02:00" }];
  const { id } = await run(
    inARow(
      { id: "first", kind: "timeWindow", config: { windows, timeZone: "Europe/Kyiv" } },
      { id: "within", kind: "timeWindow", config: { windows } },
      { id: "hour", kind: "delay", config: { amount: 4, unit: "hours" } },
      { id: "nextWeek", kind: "timeWindow", config: { windows } },
    ),
    { timeZone: "America/Lima" },
  );
  const opens = new Date(`${dateOf(then)}T22:30:00-05:00`);
  expect(await untilOf(id, "first")).toBe(opens.toISOString());
  expect(await untilOf(id, "within")).toBeUndefined();
  expect(await untilOf(id, "nextWeek")).toBe(daysFrom(opens.getTime(), 7).toISOString());
});

test("a holiday of the calendars that a window names is outside of it, by the contact's days", async () => {
  const { db, time, run } = skipped;
  // The day after tomorrow in Lima, and the day behind it.
  const first = daysFrom((await time.currentTimeMs()) - 5 * 3_600_000, 2);
  const [holiday, next] = [dateOf(first), dateOf(daysFrom(first.getTime(), 1))];
  await db.query(
    `insert into holiday_calendars (name, source, days, known_until)
     values ('Feasts', '', jsonb_build_array(jsonb_build_object('name', 'Feast', 'from', $1::text, 'to', $2::text)), $2::date)`,
    [holiday, next],
  );
  const days = [first, daysFrom(first.getTime(), 1)].map(
    (date) => weekdays[(date.getUTCDay() + 6) % 7],
  );
  const windows = [{ days, from: "10:00", to: "12:00" }];
  const { id } = await run(
    inARow(
      { id: "open", kind: "timeWindow", config: { windows, holidays: ["Feasts", "Forgotten"] } },
      { id: "within", kind: "timeWindow", config: { windows, holidays: ["Feasts"] } },
    ),
    { timeZone: "America/Lima" },
  );
  expect(await untilOf(id, "open")).toBe(new Date(`${next}T10:00:00-05:00`).toISOString());
  expect(await untilOf(id, "within")).toBeUndefined();
  const [step] = await journalOf(db, id).then((steps) =>
    steps.filter(({ block }) => block === "open"),
  );
  expect(step?.outcome.note).toMatch(
    /, not on Feasts, Forgotten \(America\/Lima\): Feast \(Feasts\)$/,
  );
});
