import type { ServiceContext } from "../context.ts";
import type { EventDetails } from "../../contract/api/history.ts";
import { AppError } from "../../contract/errors.ts";
import { decisionsOf, eventDetailsById } from "../../db/events/event-history.ts";
import { runsBelow } from "../../db/runs/run-history.ts";
import { presentRun } from "../runs/present.ts";
import { presentEvent } from "./present.ts";

const maxRuns = 1_000;

/** One event: what it said, what it did and why. @throws AppError `not_found` */
export async function getEvent(context: ServiceContext, id: string): Promise<EventDetails> {
  const row = await eventDetailsById(context.sql, id);
  if (row === undefined) throw new AppError("not_found", `there is no event ${id}`);
  const decisions = await decisionsOf(context.sql, [id]);
  const runs = await runsBelow(context.sql, { eventId: id }, maxRuns);
  return {
    ...presentEvent(row),
    params: row.params,
    identities: row.identities,
    conflict: row.conflict,
    messageId: row.messageId,
    decisions: decisions.map(({ eventId: _eventId, workflowId, workflowName, ...decision }) => ({
      ...decision,
      workflow: { id: workflowId, name: workflowName },
    })),
    runs: runs.map(presentRun),
  };
}
