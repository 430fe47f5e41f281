import { expect, test } from "vitest";
import { testApi } from "./workflows/api.ts";

const nights = [{ days: ["monday"], from: "21:00", to: "08:00" }];
const file = (summary: string, ...lines: string[]): string =>
  [
    "BEGIN:VCALENDAR",
    "BEGIN:VEVENT",
    "UID:1",
    `SUMMARY:${summary}`,
    ...lines,
    "END:VEVENT",
    "END:VCALENDAR",
  ].join("\r\n");

test("caps and quiet hours are put as a whole, with defaults for what is left out", async () => {
  const { ask } = await testApi();
  const { body: fresh } = await ask("GET", "/pressure");
  expect(fresh).toMatchObject({
    caps: [],
    quietHours: [],
    overCap: "wait",
    transactional: "ignored",
  });
  const given = {
    caps: [{ channels: ["email"], limit: 3, window: "calendar", unit: "weeks" }],
    quietHours: [{ windows: nights }],
  };
  const { status, body } = await ask("PUT", "/pressure", given);
  expect(status).toBe(200);
  expect(body.caps).toEqual([
    { channels: ["email"], limit: 3, window: "calendar", every: 1, unit: "weeks" },
  ]);
  expect(await ask("GET", "/pressure")).toMatchObject({ body });
  // The workspace's own settings are not touched by it, nor show it.
  await ask("PATCH", "/workspace", { timeZone: "Europe/Kyiv" });
  const { body: workspace } = await ask("GET", "/workspace");
  expect(workspace).toMatchObject({ timeZone: "Europe/Kyiv" });
  expect(workspace).not.toHaveProperty("pressure");
  expect(await ask("GET", "/pressure")).toMatchObject({ body });
});

test("what could never let a message go, or is no channel, is refused with its place", async () => {
  const { ask } = await testApi();
  const always = [
    {
      days: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
      from: "08:00",
      to: "08:00",
    },
  ];
  const { status, body } = await ask("PUT", "/pressure", {
    caps: [
      { limit: 0, unit: "days" },
      { channels: ["pigeon"], limit: 1, every: 400, unit: "days" },
    ],
    quietHours: [{ windows: always }],
  });
  expect(status).toBe(400);
  const paths = body.errors.map(({ path }: { path: string }) => path);
  expect(paths).toEqual(expect.arrayContaining(["caps[0].limit", "quietHours[0].windows"]));
});

test("calendars of holidays are uploaded, replaced, listed and deleted, and a fault is named", async () => {
  const { ask, db } = await testApi();
  const path = `/holiday-calendars/${encodeURIComponent("Ukrainian holidays")}`;
  const content = file("Independence Day", "DTSTART;VALUE=DATE:20200824", "RRULE:FREQ=YEARLY");
  const { status, body } = await ask("PUT", path, { content });
  expect(status).toBe(200);
  expect(body).toMatchObject({ name: "Ukrainian holidays", days: expect.any(Number) });
  expect(body.days).toBeGreaterThanOrEqual(10);

  const refused = await ask("PUT", path, { content: file("Odd", "RRULE:FREQ=YEARLY") });
  expect(refused.status).toBe(400);
  expect(refused.body.detail).toContain('the event "Odd" has no DTSTART');
  const once = file("Once", "DTSTART;VALUE=DATE:20990101");
  // Behind the years that are looked up, so that it has no days; the file is replaced all the same.
  expect(await ask("PUT", path, { content: once })).toMatchObject({
    status: 200,
    body: { days: 0 },
  });
  expect((await ask("GET", "/holiday-calendars")).body.items).toHaveLength(1);
  expect((await ask("GET", path)).body).toMatchObject({ days: 0, events: [] });
  expect((await ask("DELETE", path)).status).toBe(204);
  expect((await ask("GET", path)).status).toBe(404);
  expect((await ask("DELETE", path)).status).toBe(404);

  const logged = await db.query(
    "select action from audit_log where entity = 'holidayCalendar' order by id",
  );
  expect(logged).toEqual([{ action: "created" }, { action: "updated" }, { action: "deleted" }]);
});
