import type { FanOutsCapability } from "../../blocks/capabilities.ts";
import type { Sql } from "../../db/core/database.ts";
import { wakeForEnded } from "../../db/queue/fan-out-pages.ts";
import { insertFanOuts } from "../../db/queue/fan-outs.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import { segmentsNamed } from "../../db/contacts/segments-by-name.ts";
import { fanOutIdOfStep } from "../../domain/fan-out.ts";
import { maxHops } from "../../domain/hops.ts";
import type { Step } from "../../domain/plan.ts";

export function fanOutsCapability(sql: Sql, run: RunRecord, step: Step): FanOutsCapability {
  return {
    emit: async ({ segment: name, eventTypeKey, keyValue, params, isWaitedFor }) => {
      const hops = run.hops + 1;
      if (hops > maxHops) return { outcome: "loop", hops };
      if (run.test !== null) return { outcome: "test" };
      const segment = (await segmentsNamed(sql, [name])).get(name);
      if (segment === undefined) return { outcome: "no_segment" };
      const { runId, blockId, visit } = step;
      const fanOutId = fanOutIdOfStep(step);
      const made = await insertFanOuts(sql, [
        {
          id: fanOutId,
          cause: "block",
          workflowId: run.workflowId,
          bindingId: null,
          segmentId: segment.id,
          segment: segment.name,
          typeKey: eventTypeKey,
          keyValue,
          params,
          occurredAt: null,
          hops,
          eventId: null,
          isWaitedFor,
          step: { runId, blockId, visit },
          scheduledAt: null,
        },
      ]);
      // A run that begins again after failing: what it waits for may be over already.
      if (made === 0) await wakeForEnded(sql, fanOutId);
      return { outcome: "started", fanOutId };
    },
  };
}
