import { Context } from "@temporalio/activity";
import type { Outcome } from "../blocks/block.ts";
import type { AnyBlock } from "../blocks/registry.ts";
import { messageNote } from "../channels/description.ts";
import { channelOf } from "../channels/registry.ts";
import type { SendingChannel } from "../channels/open.ts";
import type { Throttle } from "../channels/throttle.ts";
import type { Database, Sql } from "../db/core/database.ts";
import type { MessageRecord } from "../db/messages/message-rows.ts";
import { findMessage, failQueuedMessages, setMessageState } from "../db/messages/message-rows.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import type { Performed, Step, Way } from "../domain/plan.ts";
import { messageIdOf } from "../domain/run-id.ts";
import { formerActivity } from "../domain/written-plan.ts";
import { countMessage } from "../platform/telemetry/count-message.ts";
import { restarting } from "../rendering/restarting.ts";
import { blockContext } from "./block-context.ts";
import { mapErrors } from "./map-errors.ts";
import { withHeartbeat } from "./heartbeat.ts";
import type { MessageDependencies } from "./message-pipeline.ts";
import { deliver, keepMessage, lostDetail, notTaken, standingOf } from "./message-pipeline.ts";
import { endBehind, endWithStep, journalStep, lockStep, openStep } from "./open-step.ts";
import type { StepContent } from "./step-content.ts";
import { withContent } from "./step-content.ts";
import type { OutsideActivities } from "./types.ts";
import type { PublishedBlock } from "./versions.ts";

/** Whose turn an attempt has to wait for: known once its block has asked for a message to be sent. */
interface Turn {
  channel: string | undefined;
}

/** Where an attempt stands before it sends. */
type Ready =
  | { at: "done"; performed: Performed }
  | { at: "send"; message: MessageRecord; published: PublishedBlock };

/** Ends a transaction that was only to look. */
class RolledBack extends Error {}

async function rolledBack(db: Database, look: (sql: Sql) => Promise<unknown>): Promise<void> {
  try {
    await db.tx(async (sql) => {
      await look(sql);
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
}

/**
 * Sends messages, by any channel. Three transactions around one send: kept and marked as sending, then
 * (outside) handed to the server, then noted with the step's journal row. A crash leaves a mark that
 * says how far it came.
 */
export function messageActivities(
  deps: MessageDependencies,
): Pick<OutsideActivities, "performMessageBlock" | typeof formerActivity> {
  const performMessageBlock: OutsideActivities["performMessageBlock"] = (step, way) =>
    withHeartbeat(() =>
      mapErrors(() =>
        withContent(deps, { step }, (content) => performMessage({ deps, step, way }, content)),
      ),
    );
  return { performMessageBlock, [formerActivity]: performMessageBlock };
}

/** An attempt at a block that sends. */
export interface Sending {
  deps: MessageDependencies;
  step: Step;
  way: Pick<Way, "retry"> | undefined;
}

const unthrottled: Throttle = (work) => work();

/**
 * First out of turn, in a transaction that is undone: a message that takes long to render must not
 * keep others from being sent, and whose turn it is to be is known only then. Then in its turn, and
 * only there it is marked: waiting with the mark would be a time in which a kill leaves it unknown.
 */
export async function performMessage(
  sending: Sending,
  content: StepContent,
  throttleOf = (channel: SendingChannel): Throttle => channel.inTurn,
): Promise<Performed> {
  const { deps } = sending;
  let isFirst = true;
  const turn: Turn = { channel: undefined };
  return restarting(content.renderer, async (renderer) => {
    const here = { ...content, renderer };
    if (isFirst) {
      isFirst = false;
      await rolledBack(deps.db, (sql) => makeReady(sending, sql, here, turn));
    }
    const { channel } = turn;
    const inTurn = channel === undefined ? unthrottled : throttleOf(deps.channels.get(channel));
    return inTurn(async () => {
      const ready = await deps.db.tx((sql) => makeReady(sending, sql, here, turn));
      return ready.at === "done" ? ready.performed : send(sending, ready);
    });
  });
}

async function makeReady(
  sending: Sending,
  sql: Sql,
  content: StepContent,
  turn: Turn,
): Promise<Ready> {
  const { deps, step } = sending;
  const opened = await openStep(sql, step);
  if (opened.state === "done") return { at: "done", performed: opened.result };
  const { run } = opened;
  const published = await deps.findBlock(sql, run.versionId, step.blockId);
  const { block, config } = published;
  if (block.place !== "message") throw new Error(`${block.kind} sends no message`);
  const finish = async (outcome: Outcome): Promise<Ready> => ({
    at: "done",
    performed: await settle(sending, sql, run, published, outcome),
  });

  const id = messageIdOf(step);
  let message = await findMessage(sql, id);
  if (message === undefined) {
    const made = await block.perform(config, {
      ...blockContext(sql, run, step, content),
      send: (wanted) => {
        turn.channel = wanted.channel;
        return keepMessage(deps.channels, sql, content.renderer, {
          id,
          run,
          step,
          published,
          message: wanted,
          contactId: run.contactId,
          facts: () => content.facts(sql, run),
        });
      },
    });
    await content.settle(sql);
    message = await findMessage(sql, id);
    // The block decided to send nothing (the contact has no address, say).
    if (message === undefined) return finish(made);
  } else {
    turn.channel = message.channel;
    const standing = standingOf(message.state, message.transactional);
    if (standing === "lost") {
      await setMessageState(sql, id, "unknown", lostDetail);
      countMessage(sql, message, "unknown");
      return finish(outcomeOf(block, message, "unknown", lostDetail));
    }
    if (standing === "settled") {
      return finish(outcomeOf(block, message, message.state, "before, and not again"));
    }
  }
  await setMessageState(sql, id, "sending");
  return { at: "send", message, published };
}

async function send(
  sending: Sending,
  { message, published }: Extract<Ready, { at: "send" }>,
): Promise<Performed> {
  const { deps, step } = sending;
  const { id } = message;
  const delivery = await deliver(deps, message, Context.current().info.attempt);
  if (delivery.outcome === "again") {
    await deps.db.tx(async (sql) => {
      const { run } = await lockStep(sql, step);
      await setMessageState(sql, id, "queued", delivery.detail);
      countMessage(sql, message, "deferred");
      const isActive = run.status === "pending" || run.status === "running";
      if (!isActive) await failQueuedMessages(sql, run.id, "the run has ended");
    });
    // What the server said may name the person: it stands in the message's log, not in Temporal.
    throw notTaken(`message ${id} was not taken yet (${delivery.why})`);
  }
  const { state, detail } = delivery;
  return deps.db.tx(async (sql) => {
    const { run, done } = await lockStep(sql, step);
    // Another attempt went on meanwhile (this one was taken for dead): its word stands, but what
    // is known for certain is noted.
    if (done === undefined || state === "sent") {
      await setMessageState(sql, id, state, detail);
      countMessage(sql, message, state);
    }
    if (done !== undefined) return done;
    const shown = state === "sent" ? undefined : detail;
    const outcome = outcomeOf(published.block, message, state, shown);
    return settle(sending, sql, run, published, outcome);
  });
}

/** Journals what became of the message, and the run's end where it has come to it. */
async function settle(
  { step, way }: Sending,
  sql: Sql,
  run: RunRecord,
  published: PublishedBlock,
  outcome: Outcome,
): Promise<Performed> {
  const { result, behind } = await journalStep(sql, step, published.block.kind, outcome);
  const end = endBehind(published, step, result, behind.interruption);
  const ended = end === undefined ? undefined : await endWithStep(sql, run, way, end);
  return ended === undefined ? result : { ...result, ended };
}

function outcomeOf(
  block: AnyBlock,
  { id, channel }: MessageRecord,
  state: string,
  detail?: string,
): Outcome {
  return {
    branch: block.branchAfter?.(state) ?? "next",
    note: messageNote(channelOf(channel), state, detail),
    data: { messageId: id, state },
  };
}
