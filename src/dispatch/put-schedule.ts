import type { Client, ScheduleOptions } from "@temporalio/client";
import { ScheduleAlreadyRunning, ScheduleNotFoundError } from "@temporalio/client";

const rpcTimeoutMs = 10_000;

/** With its state, which a change would otherwise reset. */
export type WholeSchedule = ScheduleOptions & { state: NonNullable<ScheduleOptions["state"]> };

/**
 * Has a schedule of Temporal's be as it is given; several workers may do so at once.
 * @param mayMake false: only one that is there is changed
 * @throws when Temporal is away
 */
export async function putSchedule(
  client: Client,
  { scheduleId, ...options }: WholeSchedule,
  mayMake = true,
): Promise<void> {
  await client.withDeadline(Date.now() + rpcTimeoutMs, async () => {
    try {
      await client.schedule.getHandle(scheduleId).update(() => options);
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
      if (mayMake) await client.schedule.create({ scheduleId, ...options }).catch(ignoreOther);
    }
  });
}

/** Another worker was quicker. */
function ignoreOther(error: unknown): void {
  if (!(error instanceof ScheduleAlreadyRunning)) throw error;
}
