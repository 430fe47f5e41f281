import type { Client, ScheduleOptions, ScheduleSpec } from "@temporalio/client";
import { ScheduleAlreadyRunning, ScheduleNotFoundError } from "@temporalio/client";
import type { Database } from "../db/core/database.ts";
import type { ScheduleRow } from "../db/queue/schedules.ts";
import { deleteSchedule, markSynced, schedules } from "../db/queue/schedules.ts";
import type { FiringInput } from "../domain/fan-out.ts";
import { scheduleIdOf } from "../domain/fan-out.ts";
import { required } from "../domain/required.ts";
import { fanOutQueueOf } from "../domain/task-queues.ts";
import type { Schedule } from "../domain/schedule.ts";
import { scheduleTimes } from "../domain/schedule.ts";

export interface ScheduleDependencies {
  db: Database;
  client: Client;
  taskQueue: string;
}

const rpcTimeoutMs = 10_000;
/** After this it is looked whether Temporal still has what it was told. */
const checkAgainMs = 10 * 60_000;
/** A time that was missed for longer (Temporal was down, say) is not caught up with. */
const catchupWindow = "1 hour";

/**
 * Tells Temporal of the regular starts whose schedule is not, or no longer, what it was told last:
 * Postgres is the truth. Whatever a crash leaves in between, and what two workers tell at once, is
 * told again by the next round.
 * @returns how many were told
 * @throws when Temporal is away
 */
export async function syncSchedules(deps: ScheduleDependencies): Promise<number> {
  let told = 0;
  for (const row of await schedules(deps.db)) {
    if (row.schedule === null) {
      await removeSchedule(deps, row.bindingId);
      await deleteSchedule(deps.db, row.bindingId);
      told++;
      continue;
    }
    const says = JSON.stringify([row.schedule, row.isOn, row.workflowName, row.segment]);
    const isOld = row.toldAt === null || Date.now() - row.toldAt.getTime() > checkAgainMs;
    if (row.told === says && (!isOld || (await isCurrent(deps, row)))) {
      if (isOld) await markSynced(deps.db, row.bindingId, says);
      continue;
    }
    await sync(deps, row, row.schedule);
    await markSynced(deps.db, row.bindingId, says);
    told++;
  }
  return told;
}

/** Only looks: an update could swallow a time that is just due. */
async function isCurrent(
  { client, taskQueue }: ScheduleDependencies,
  row: ScheduleRow,
): Promise<boolean> {
  try {
    const { state } = await client.withDeadline(Date.now() + rpcTimeoutMs, () =>
      client.schedule.getHandle(scheduleIdOf(taskQueue, row.bindingId)).describe(),
    );
    return state.paused === !row.isOn;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
}

async function sync(
  { client, taskQueue }: ScheduleDependencies,
  row: ScheduleRow,
  schedule: Schedule,
): Promise<void> {
  const scheduleId = scheduleIdOf(taskQueue, row.bindingId);
  const options = optionsOf(taskQueue, row, schedule);
  await client.withDeadline(Date.now() + rpcTimeoutMs, async () => {
    try {
      await client.schedule.create({ scheduleId, ...options });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      await client.schedule.getHandle(scheduleId).update(() => options);
    }
  });
}

/**
 * Removes those from Temporal whose binding is gone: they went there, too, and are back where it was
 * restored to an earlier time.
 * @throws when Temporal is away
 */
export async function removeUnknownSchedules(deps: ScheduleDependencies): Promise<void> {
  const { db, client, taskQueue } = deps;
  const prefix = scheduleIdOf(taskQueue, "");
  const there: string[] = [];
  for await (const { scheduleId } of client.schedule.list()) {
    if (scheduleId.startsWith(prefix)) there.push(scheduleId.slice(prefix.length));
  }
  // Asked afterwards: a binding has its row before Temporal is told.
  const known = new Set((await schedules(db)).map(({ bindingId }) => bindingId));
  for (const id of there) if (!known.has(id)) await removeSchedule(deps, id);
}

function optionsOf(taskQueue: string, row: ScheduleRow, schedule: Schedule) {
  const input: FiringInput = { bindingId: row.bindingId };
  const workflow = required(row.workflowName, "the workflow of a regular start");
  const segment = required(row.segment, "the segment of a regular start");
  return {
    spec: specOf(schedule),
    action: {
      type: "startWorkflow" as const,
      workflowType: "fireSchedule",
      workflowId: `fire/${row.bindingId}`,
      taskQueue: fanOutQueueOf(taskQueue),
      args: [input],
      staticSummary: `${workflow}, to each member of ${segment}`.slice(0, 99),
    },
    policies: { overlap: "ALLOW_ALL" as const, catchupWindow: catchupWindow as "1 hour" },
    state: { paused: !row.isOn },
  } satisfies Omit<ScheduleOptions, "scheduleId">;
}

function specOf(schedule: Schedule): ScheduleSpec {
  const times = scheduleTimes(schedule);
  const timezone = times.timeZone;
  if ("cron" in times) return { timezone, cronExpressions: [times.cron] };
  if ("everyMinutes" in times) {
    return { timezone, intervals: [{ every: times.everyMinutes * 60_000 }] };
  }
  const { hour, minute, dayOfMonth, dayOfWeek } = times;
  return {
    timezone,
    calendars: [
      {
        hour,
        minute,
        ...(dayOfMonth !== undefined && { dayOfMonth }),
        ...(dayOfWeek !== undefined && {
          dayOfWeek: dayOfWeek.map((day) => day.toUpperCase() as Uppercase<typeof day>),
        }),
      },
    ],
  };
}

async function removeSchedule(
  { client, taskQueue }: ScheduleDependencies,
  bindingId: string,
): Promise<void> {
  try {
    await client.withDeadline(Date.now() + rpcTimeoutMs, () =>
      client.schedule.getHandle(scheduleIdOf(taskQueue, bindingId)).delete(),
    );
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}
