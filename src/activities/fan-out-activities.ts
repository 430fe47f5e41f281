import { setTimeout as sleep } from "node:timers/promises";
import { Context } from "@temporalio/activity";
import type { Database } from "../db/core/database.ts";
import { endFanOut, moreSignalsWaitThan } from "../db/queue/fan-out-pages.ts";
import { insertFanOuts } from "../db/queue/fan-outs.ts";
import { firingBinding } from "../db/queue/schedules.ts";
import { segmentsNamed } from "../db/contacts/segments-by-name.ts";
import type { FanOutProgress } from "../domain/fan-out.ts";
import { fanOutIdOfFiring } from "../domain/fan-out.ts";
import { isDue } from "../domain/schedule.ts";
import { isTransient } from "../db/core/database-errors.ts";
import { computeRfm } from "../services/rfm/rfm.ts";
import { mapErrors } from "./map-errors.ts";
import type { FanOutDependencies } from "./fan-out-page.ts";
import { fanOutPage, pageSize } from "./fan-out-page.ts";
import { withHeartbeat } from "./heartbeat.ts";
import type { FanOutActivities } from "./types.ts";

/** Then the run asks again, so that a worker that is to end has nothing long in progress. */
const maxMs = 5_000;
/** The dispatcher looks at all waiting signals in each round. */
const maxSignals = 2_000;

/**
 * Carries fan-outs. A page is one transaction that also moves the cursor, so that whoever goes on
 * after a kill goes on behind the last page that was committed.
 */
export function fanOutActivities(deps: FanOutDependencies): FanOutActivities {
  const { db, notifyWork } = deps;
  return {
    performFanOut: (fanOutId) =>
      withHeartbeat(() =>
        mapErrors(() => pages(deps, fanOutId, Context.current().cancellationSignal)),
      ),

    endFanOut: (fanOutId, state, why) =>
      mapErrors(async () => {
        if (await endFanOut(db, fanOutId, state, why)) notifyWork();
      }),

    fireSchedule: (bindingId, scheduledAt) =>
      mapErrors(async () => {
        if (await fire(db, bindingId, new Date(scheduledAt))) notifyWork();
      }),

    computeRfm: () => withHeartbeat(() => mapErrors(async () => void (await computeRfm(db)))),
  };
}

async function pages(
  deps: FanOutDependencies,
  fanOutId: string,
  cancelled: AbortSignal,
): Promise<FanOutProgress> {
  const until = performance.now() + maxMs;
  while (performance.now() < until) {
    cancelled.throwIfAborted();
    if (await moreSignalsWaitThan(deps.db, maxSignals)) {
      deps.notifyWork();
      await sleep(200, undefined, { signal: cancelled });
      continue;
    }
    const page = await nextPage(deps, fanOutId);
    if (page.work) deps.notifyWork();
    if (page.progress.state !== "more") return page.progress;
  }
  return { state: "more" };
}

/** A page; where one member's event can't be kept, each by itself, so that the others are. */
async function nextPage(deps: FanOutDependencies, fanOutId: string) {
  try {
    return await fanOutPage(deps, fanOutId, { size: pageSize });
  } catch (error) {
    if (isTransient(error)) throw error;
    return oneByOne(deps, fanOutId);
  }
}

async function oneByOne(deps: FanOutDependencies, fanOutId: string) {
  let work = false;
  for (let count = 0; count < pageSize; count++) {
    let page;
    try {
      page = await fanOutPage(deps, fanOutId, { size: 1 });
    } catch (error) {
      if (isTransient(error)) throw error;
      const why = error instanceof Error ? error.message : String(error);
      page = await fanOutPage(deps, fanOutId, { size: 1, skipBecause: why });
    }
    work ||= page.work;
    if (page.progress.state !== "more") return { ...page, work };
  }
  return { progress: { state: "more" } as const, work };
}

/** @returns whether a fan-out was made */
async function fire(db: Database, bindingId: string, scheduledAt: Date): Promise<boolean> {
  const binding = await firingBinding(db, bindingId);
  if (binding === undefined || !binding.isOn || !isDue(binding.schedule, scheduledAt)) return false;
  const name = "segment" in binding.forEach ? binding.forEach.segment : "";
  const segment = (await segmentsNamed(db, [name])).get(name);
  if (segment === undefined) return false;
  const at = scheduledAt.toISOString();
  const made = await insertFanOuts(db, [
    {
      id: fanOutIdOfFiring(bindingId, scheduledAt),
      cause: "schedule",
      workflowId: binding.workflowId,
      bindingId,
      scheduledAt,
      segmentId: segment.id,
      segment: segment.name,
      typeKey: binding.typeKey,
      keyValue: at,
      params: { scheduledAt: at },
      occurredAt: null,
      hops: 0,
      eventId: null,
      step: null,
      isWaitedFor: false,
    },
  ]);
  return made > 0;
}
