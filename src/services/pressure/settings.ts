import type { PressureAnswer } from "../../contract/api/pressure.ts";
import { pressureSettings } from "../../contract/api/pressure.ts";
import { findWorkspace, updateWorkspace } from "../../db/core/workspace.ts";
import { wakeAllWaiters } from "../../db/messages/pressure-waiting.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";

import { newId } from "../../platform/new-id.ts";
import type { ServiceContext } from "../context.ts";

export async function getPressure(context: ServiceContext): Promise<PressureAnswer> {
  return pressureSettings.parse((await findWorkspace(context.sql)).pressure);
}

/** They hold from the next message on; what waits looks again by them. */
export async function putPressure(
  context: ServiceContext,
  pressure: PressureAnswer,
): Promise<PressureAnswer> {
  return context.transaction(async (context) => {
    await updateWorkspace(context.sql, { pressure });
    await wakeWaiting(context);
    return pressure;
  });
}

/** Has all that is held back look again: what holds it back has changed. */
export async function wakeWaiting(context: ServiceContext): Promise<void> {
  await wakeAllWaiters(context.sql, newId());
  await context.afterCommit(notifyDispatchers);
}
