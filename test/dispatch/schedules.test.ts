import { contextOf } from "../support/context.ts";
import { ScheduleNotFoundError } from "@temporalio/client";
import { beforeAll, expect, test } from "vitest";
import type { CreateBinding } from "../../src/contract/api/binding.ts";
import { createBindingBody } from "../../src/contract/api/binding.ts";
import { syncSchedules } from "../../src/dispatch/schedules.ts";
import { cronFields } from "../../src/domain/cron.ts";
import { scheduleIdOf } from "../../src/domain/fan-out.ts";
import type { Schedule } from "../../src/domain/schedule.ts";
import { scheduleLabel, isDue } from "../../src/domain/schedule.ts";
import { createBinding, deleteBinding, getBinding } from "../../src/services/bindings/bindings.ts";
import { updateBinding } from "../../src/services/bindings/update.ts";
import { activateWorkflow, pauseWorkflow } from "../../src/services/workflows/status.ts";
import { deleteWorkflow } from "../../src/services/workflows/workflows.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { count, segmentOf, startsHere, startsSetup } from "../support/starts.ts";
import type { TestTemporal } from "../support/temporal.ts";
import { testTemporal } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";

let temporal: TestTemporal;
beforeAll(async () => {
  temporal = await testTemporal();
});

const nineInBerlin = {
  kind: "every",
  every: 1,
  unit: "days",
  at: "09:00",
  timeZone: "Europe/Berlin",
};
const regular = (schedule: object = nineInBerlin) =>
  createBindingBody.parse({ role: "start", source: "schedule", segment: "VIP", schedule });

type Setup = Awaited<ReturnType<typeof startsSetup>>;

/** An active workflow with a regular start, of which Temporal is told. */
async function withRegular(setup: Setup, body: CreateBinding = regular()) {
  const { db, settings } = setup;
  const { id } = await makeWorkflow(db, { bindings: [], activate: false });
  const binding = await createBinding(contextOf(db), id, body);
  await activateWorkflow(contextOf(db), id);
  const deps = { db, client: temporal.client, taskQueue: settings.taskQueue };
  const tell = () => syncSchedules(deps);
  await tell();
  const handle = temporal.client.schedule.getHandle(scheduleIdOf(settings.taskQueue, binding.id));
  return { workflowId: id, binding, handle, tell };
}

const fromTo = (start: string, end: string) => ({
  start: new Date(start),
  end: new Date(end),
  overlap: "ALLOW_ALL" as const,
});

test("each time of the schedule launches each member once, however often Temporal tells it", async () => {
  const setup = await startsHere();
  const { db } = setup;
  await segmentOf(db, "VIP", 3);
  const { binding, handle } = await withRegular(setup);
  const twoDays = fromTo("2026-03-27T00:00:00Z", "2026-03-29T00:00:00Z");
  await handle.backfill(twoDays);
  await eventually(
    "two fan-outs to end",
    async () => (await count(db, "fan_outs where state = 'done'")) === 2,
  );
  // Again, with the next day: the clocks change in that night.
  await handle.backfill(fromTo("2026-03-27T00:00:00Z", "2026-03-30T00:00:00Z"));
  await eventually(
    "a third fan-out to end",
    async () => (await count(db, "fan_outs where state = 'done'")) === 3,
  );
  const times = await db.query<{ at: Date }>("select scheduled_at as at from fan_outs order by 1");
  expect(times.map(({ at }) => at.toISOString())).toEqual([
    "2026-03-27T08:00:00.000Z",
    "2026-03-28T08:00:00.000Z",
    "2026-03-29T07:00:00.000Z",
  ]);
  const events = await db.query(
    `select t.key, e.params, count(*) as n from events e join event_types t on t.id = e.type_id
      group by 1, 2 order by e.params->>'scheduledAt' limit 1`,
  );
  expect(events).toEqual([
    {
      key: `regularEventType-${binding.id}`,
      n: 3,
      params: { scheduledAt: "2026-03-27T08:00:00.000Z" },
    },
  ]);
  expect(await count(db, "runs")).toBe(9);
});

test("of every third day, only each third one fires", async () => {
  const setup = await startsHere();
  const { db } = setup;
  await segmentOf(db, "VIP", 1);
  const { handle } = await withRegular(setup, regular({ ...nineInBerlin, every: 3 }));
  await handle.backfill(fromTo("2026-03-01T00:00:00Z", "2026-03-10T00:00:00Z"));
  await eventually("the firings", async () => {
    const { numActionsTaken } = (await handle.describe()).info;
    return numActionsTaken >= 9 && (await count(db, "fan_outs where state = 'done'")) === 3;
  });
  const days = await db.query<{ days: number }>(
    "select distinct extract(day from scheduled_at - lag(scheduled_at) over (order by scheduled_at)) as days from fan_outs where scheduled_at is not null order by 1 limit 1",
  );
  expect(days[0]?.days).toBe(3);
});

test("the schedule follows binding and workflow: made, changed, paused, gone with them", async () => {
  const setup = await startsSetup();
  const { db } = setup;
  await segmentOf(db, "VIP", 1);
  const { workflowId, binding, handle, tell } = await withRegular(setup);
  const made = await handle.describe();
  expect(made.state.paused).toBe(false);
  expect(made.spec.calendars?.[0]).toMatchObject({ hour: [{ start: 9 }], minute: [{ start: 0 }] });
  expect(await tell()).toBe(0);

  await pauseWorkflow(contextOf(db), workflowId);
  await tell();
  expect((await handle.describe()).state.paused).toBe(true);
  await activateWorkflow(contextOf(db), workflowId);
  await updateBinding(contextOf(db), binding.id, {
    schedule: { ...nineInBerlin, at: "17:30" } as Schedule & { at: string },
  });
  await tell();
  const changed = await handle.describe();
  expect(changed.state.paused).toBe(false);
  expect(changed.spec.calendars?.[0]).toMatchObject({ hour: [{ start: 17 }] });

  await updateBinding(contextOf(db), binding.id, { enabled: false });
  await tell();
  expect((await handle.describe()).state.paused).toBe(true);
  await deleteBinding(contextOf(db), binding.id);
  await tell();
  await expect(handle.describe()).rejects.toThrow(ScheduleNotFoundError);
  expect(await count(db, "schedules")).toBe(0);
  expect(await count(db, "event_types where key like 'regularEventType-%'")).toBe(0);
});

test("what a crash leaves between Postgres and Temporal is told again, also what Temporal has lost", async () => {
  const setup = await startsSetup();
  const { db } = setup;
  await segmentOf(db, "VIP", 1);
  const { handle, tell } = await withRegular(setup);
  // Told, and the worker died before it noted that.
  await db.query("update schedules set told = null");
  expect(await tell()).toBe(1);
  expect((await handle.describe()).state.paused).toBe(false);
  await handle.delete();
  await db.query("update schedules set told_at = now() - interval '11 minutes'");
  expect(await tell()).toBe(1);
  expect((await handle.describe()).state.paused).toBe(false);
  // Somebody has paused it there by hand; and what stands is only looked at.
  await handle.pause();
  await db.query("update schedules set told_at = now() - interval '11 minutes'");
  expect(await tell()).toBe(1);
  expect((await handle.describe()).state.paused).toBe(false);
  await db.query("update schedules set told_at = now() - interval '11 minutes'");
  expect(await tell()).toBe(0);
});

test("a draft that is deleted takes its regular start along, here and in Temporal", async () => {
  const setup = await startsSetup();
  const { db, settings } = setup;
  await segmentOf(db, "VIP", 1);
  const { id } = await makeWorkflow(db, { bindings: [], activate: false });
  const binding = await createBinding(contextOf(db), id, regular());
  const deps = { db, client: temporal.client, taskQueue: settings.taskQueue };
  expect(await syncSchedules(deps)).toBe(1);
  await deleteWorkflow(contextOf(db), id);
  expect(await syncSchedules(deps)).toBe(1);
  const handle = temporal.client.schedule.getHandle(scheduleIdOf(settings.taskQueue, binding.id));
  await expect(handle.describe()).rejects.toThrow(ScheduleNotFoundError);
  expect(await count(db, "event_types where key like 'regularEventType-%'")).toBe(0);
});

test("a time that comes when the workflow is paused, or Temporal is late to know, starts nothing", async () => {
  const setup = await startsHere();
  const { db } = setup;
  await segmentOf(db, "VIP", 2);
  const { workflowId, handle } = await withRegular(setup);
  await pauseWorkflow(contextOf(db), workflowId);
  await handle.trigger("ALLOW_ALL");
  const fired = await eventually("the firing", async () => {
    const [action] = (await handle.describe()).info.recentActions;
    return action?.action.workflow.workflowId;
  });
  await temporal.client.workflow.getHandle(fired).result();
  expect(await count(db, "fan_outs")).toBe(0);
});

test("a regular start says what it does, takes no event type, and needs its segment", async () => {
  const { db } = await startsSetup();
  await segmentOf(db, "VIP", 1);
  const { id } = await makeWorkflow(db, { bindings: [], activate: false });
  const weekly = { ...nineInBerlin, unit: "weeks", weekdays: ["friday", "monday"] };
  const { id: bindingId } = await createBinding(contextOf(db), id, regular(weekly));
  expect(await getBinding(contextOf(db), bindingId)).toMatchObject({
    source: "schedule",
    segment: "VIP",
    forEachMemberOf: null,
    schedule: { ...weekly, weekdays: ["monday", "friday"] },
    words:
      'One run for every event; for each member of "VIP", every week on monday, friday at 09:00 (Europe/Berlin)',
  });
  const given = { role: "start", source: "schedule", segment: "VIP", schedule: weekly };
  const paths = (body: object) =>
    createBindingBody.safeParse(body).error?.issues.map(({ path }) => path.join("."));
  expect(paths({ ...given, eventTypeKey: "order" })).toEqual(["eventTypeKey"]);
  expect(paths({ ...given, schedule: undefined })).toEqual(["schedule"]);
  expect(paths({ ...given, schedule: { kind: "cron", cron: "61 * * * *" } })).toEqual([
    "schedule.cron",
  ]);
  await expect(
    createBinding(contextOf(db), id, { ...regular(), segment: "Nobody" } as never),
  ).rejects.toThrow('there is no segment "Nobody"');
});

test.each([
  ["0 9 * * 1-5", true],
  ["*/15 8-18 1,15 * *", true],
  ["0 0 * jan,jul mon", true],
  ["0 9 * *", false],
  ["0 24 * * *", false],
  ["0 9 0 * *", false],
  ["0 9 5-1 * *", false],
  ["*/0 * * * *", false],
  ["0 9 1 * 1", false],
])("the cron expression %s is taken: %s", (cron, isTaken) => {
  expect(cronFields(cron) === null).toBe(isTaken);
});

test("weeks are counted from a Monday, months from January 1970, days across a change of clocks", () => {
  const every = (unit: string, n: number) =>
    ({ kind: "every", every: n, unit, at: "09:00", timeZone: "Europe/Berlin" }) as Schedule;
  const due = (schedule: Schedule, ...days: string[]) =>
    days.map((day) => isDue(schedule, new Date(`${day}T08:00:00Z`)));
  expect(due(every("weeks", 2), "2026-03-30", "2026-04-05", "2026-04-06")).toEqual(
    due(every("weeks", 2), "2026-04-13", "2026-04-19", "2026-04-20"),
  );
  expect(due(every("weeks", 2), "2026-03-30", "2026-04-06")).toContain(true);
  expect(due(every("weeks", 2), "2026-03-30", "2026-04-06")).toContain(false);
  expect(due(every("months", 3), "2026-01-01", "2026-02-01", "2026-04-01")).toEqual([
    true,
    false,
    true,
  ]);
  const days = Array.from({ length: 8 }, (_, n) => `2026-03-${24 + n}`);
  expect(due(every("days", 2), ...days).every((is, n, all) => n === 0 || is !== all[n - 1])).toBe(
    true,
  );
  expect(scheduleLabel(every("months", 1))).toBe("every month on the 1st at 09:00 (Europe/Berlin)");
});
