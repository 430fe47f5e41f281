import { Context } from "@temporalio/activity";
import type { Logger } from "pino";
import type { EmailChannel } from "../channels/email/channel.ts";
import type { Throttle } from "../channels/email/throttle.ts";
import type { Database } from "../db/core/database.ts";
import { factsOf } from "../db/runs/run-facts.ts";
import type { Composer } from "../services/messages/compose.ts";
import { broadcast } from "./broadcast.ts";
import { mapErrors } from "./map-errors.ts";
import { journal, lockStep, openStep } from "./open-step.ts";
import type { OutsideActivities } from "./types.ts";
import type { FindBlock } from "./versions.ts";

export interface BroadcastDependencies extends Composer {
  db: Database;
  findBlock: FindBlock;
  channel: EmailChannel;
  /** Where test launches without a recipient send to. */
  inbox: EmailChannel;
  throttle: Throttle;
  /** Sends under way at once. */
  concurrency: number;
  log?: Logger | undefined;
}

const heartbeatMs = 2_000;

/**
 * Blocks that go through a whole segment. They take longer than a transaction may: how far they are
 * stands in Postgres, and the journal row is written at their end.
 */
export function broadcastActivities(
  deps: BroadcastDependencies,
): Pick<OutsideActivities, "performBulkBlock"> {
  const { db } = deps;
  return {
    performBulkBlock: async (step) => {
      const context = Context.current();
      let progress: unknown;
      const heart = setInterval(() => context.heartbeat(progress), heartbeatMs);
      try {
        return await mapErrors(async () => {
          const opened = await db.tx((sql) => openStep(sql, step));
          if (opened.state === "done") return opened.result;
          const { run } = opened;
          const published = await deps.findBlock(db, run.versionId, step.blockId);
          const { block, config } = published;
          if (block.place !== "bulk") throw new Error(`${block.kind} goes through no segment`);
          const facts = await factsOf(db, run, step.at);
          const outcome = await block.perform(config, {
            facts: () => Promise.resolve(facts),
            broadcast: (segment, settings) =>
              broadcast(deps, {
                run,
                step,
                published,
                facts,
                segment,
                settings,
                report: (state) => (progress = state),
                cancelled: context,
              }),
          });
          return db.tx(async (sql) => {
            const { done } = await lockStep(sql, step);
            return done ?? journal(sql, step, block.kind, outcome);
          });
        });
      } finally {
        clearInterval(heart);
      }
    },
  };
}
