import { Context } from "@temporalio/activity";
import type { Outcome } from "../blocks/block.ts";
import { markRunsInProgress } from "../db/queue/claim-runs.ts";
import { factsOf } from "../db/runs/run-facts.ts";
import { broadcast, MembersHeld } from "./broadcast.ts";
import { mapErrors } from "./map-errors.ts";
import { withHeartbeat } from "./heartbeat.ts";
import type { OutsideWay, Performed, Step } from "../domain/plan.ts";
import type { MessageDependencies } from "./message-pipeline.ts";
import { notTaken } from "./message-delivery.ts";
import { journal, lockStep, openStep } from "./open-step.ts";
import type { OutsideActivities } from "./types.ts";

/**
 * Blocks that go through a whole segment. They take longer than a transaction may: how far they are
 * stands in Postgres, and the journal row is written at their end.
 */
export function broadcastActivities(
  deps: MessageDependencies,
): Pick<OutsideActivities, "performBulkBlock"> {
  const { db } = deps;
  return {
    performBulkBlock: (step, way) =>
      withHeartbeat((report) =>
        mapErrors(async () => {
          const opened = await db.tx((sql) => openStep(sql, step));
          if (opened.state === "done") return opened.result;
          const { run } = opened;
          const published = await deps.findBlock(db, run.versionId, step.blockId);
          const { block, config } = published;
          if (block.place !== "bulk") throw new Error(`${block.kind} goes through no segment`);
          const facts = await factsOf(db, run, step.at);
          const cancelled = Context.current();
          const outcome = await orHeld(
            block.perform(config, {
              facts: () => Promise.resolve(facts),
              broadcast: (segment, message) =>
                broadcast(deps, {
                  run,
                  step,
                  published,
                  facts,
                  segment,
                  message,
                  report,
                  cancelled,
                }),
            }),
          );
          if (outcome instanceof MembersHeld) return heldStep(deps, step, way, outcome);
          return db.tx(async (sql) => {
            const { done } = await lockStep(sql, step);
            return done ?? journal(sql, step, block.kind, outcome);
          });
        }),
      ),
  };
}

function orHeld(work: Promise<Outcome>): Promise<Outcome | MembersHeld> {
  return work.catch((error: unknown) => {
    if (error instanceof MembersHeld) return error;
    throw error;
  });
}

/** So long at least are messages collected that may go one after the other. */
const collectMs = 10_000;

async function heldStep(
  { db }: MessageDependencies,
  step: Step,
  way: OutsideWay | undefined,
  { held: { count, nextAt } }: MembersHeld,
): Promise<Performed> {
  // An interpreter of the release before would go on: Temporal tries again until a newer one has it.
  if (way?.holds !== true) throw notTaken("messages are held back");
  await markRunsInProgress(db, step.runId);
  const until = new Date(Math.max(nextAt.getTime(), Date.now() + collectMs)).toISOString();
  return { branch: "", held: { until, because: `${count} messages are held back` } };
}
