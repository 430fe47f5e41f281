import { Context } from "@temporalio/activity";
import { factsOf } from "../db/runs/run-facts.ts";
import { broadcast } from "./broadcast.ts";
import { mapErrors } from "./map-errors.ts";
import { withHeartbeat } from "./heartbeat.ts";
import type { MessageDependencies } from "./message-pipeline.ts";
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
    performBulkBlock: (step) =>
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
          const outcome = await block.perform(config, {
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
          });
          return db.tx(async (sql) => {
            const { done } = await lockStep(sql, step);
            return done ?? journal(sql, step, block.kind, outcome);
          });
        }),
      ),
  };
}
