import { Context } from "@temporalio/activity";
import type { Outcome } from "../blocks/block.ts";
import { markRunsInProgress } from "../db/queue/claim-runs.ts";
import { holdBroadcast } from "../db/messages/broadcasts.ts";
import { factsOf } from "../db/runs/run-facts.ts";
import { broadcast, MembersHeld } from "./broadcast.ts";
import { ChannelHeld } from "./broadcast-member.ts";
import { BroadcastPaused } from "./broadcast-send.ts";
import { mapErrors } from "./map-errors.ts";
import { withHeartbeat } from "./heartbeat.ts";
import { looksAgainAt } from "../domain/looks-again.ts";
import type { Held, OutsideWay, Performed, Step } from "../domain/plan.ts";
import { broadcastIdOf } from "../domain/run-id.ts";
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
          const opened = await db.tx((sql) => openStep(sql, step, way));
          if (opened.state === "done") return opened.result;
          if (opened.state === "held") return { branch: "", held: opened.held };
          const { run } = opened;
          const published = await deps.findBlock(db, run.versionId, step.blockId);
          const { block, config } = published;
          if (block.place !== "bulk") throw new Error(`${block.kind} goes through no segment`);
          const facts = await factsOf(db, run, step.at);
          const cancelled = Context.current();
          const outcome = await orHeld(
            block.perform(config, {
              facts: () => Promise.resolve(facts),
              broadcast: (wanted) =>
                broadcast(deps, { ...wanted, run, step, published, facts, report, cancelled }),
            }),
          );
          if (outcome instanceof MembersHeld) return heldStep(deps, step, way, heldUntil(outcome));
          if (outcome instanceof BroadcastPaused) return heldStep(deps, step, way, pausedUntil());
          if (outcome instanceof ChannelHeld) return channelHeld(deps, step, way, outcome);
          return db.tx(async (sql) => {
            const { done } = await lockStep(sql, step);
            return done ?? journal(sql, step, block.kind, outcome);
          });
        }),
      ),
  };
}

function orHeld(work: Promise<Outcome>): Promise<Outcome | NotNow> {
  return work.catch((error: unknown) => {
    const isNotNow =
      error instanceof MembersHeld ||
      error instanceof BroadcastPaused ||
      error instanceof ChannelHeld;
    if (isNotNow) return error;
    throw error;
  });
}

type NotNow = MembersHeld | BroadcastPaused | ChannelHeld;

/** What waits for a channel is found by it, and woken when it is resumed. */
async function channelHeld(
  deps: MessageDependencies,
  step: Step,
  way: OutsideWay | undefined,
  { channel }: ChannelHeld,
): Promise<Performed> {
  await holdBroadcast(deps.db, broadcastIdOf(step), channel);
  const until = looksAgainAt(new Date()).toISOString();
  return heldStep(deps, step, way, { until, because: "its channel is paused" });
}

/** So long at least are messages collected that may go one after the other. */
const collectMs = 10_000;

function heldUntil({ held: { count, nextAt } }: MembersHeld): Held {
  const until = new Date(Math.max(nextAt.getTime(), Date.now() + collectMs)).toISOString();
  return { until, because: `${count} messages are held back` };
}

/** Whoever resumes it wakes the run; that it looks by itself is for a wake that got lost. */
const looksAgainMs = 3_600_000;

function pausedUntil(): Held {
  return { until: new Date(Date.now() + looksAgainMs).toISOString(), because: "it is paused" };
}

async function heldStep(
  { db }: MessageDependencies,
  step: Step,
  way: OutsideWay | undefined,
  held: Held,
): Promise<Performed> {
  // An interpreter of the release before would go on: Temporal tries again until a newer one has it.
  if (way?.holds !== true) throw notTaken(held.because);
  await markRunsInProgress(db, step.runId);
  return { branch: "", held };
}
