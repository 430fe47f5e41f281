import { Context } from "@temporalio/activity";
import type { Outcome } from "../blocks/block.ts";
import type { AnyBlock } from "../blocks/registry.ts";
import { messageNote } from "../channels/description.ts";
import { channelOf } from "../channels/registry.ts";
import type { SendingChannel } from "../channels/open.ts";
import type { Throttle } from "../channels/throttle.ts";
import type { Transaction } from "../db/core/database.ts";
import type { MessageRecord, NewMessage } from "../db/messages/message-rows.ts";
import {
  findMessage,
  failQueuedMessages,
  insertMessage,
  setMessageState,
} from "../db/messages/message-rows.ts";
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
import { deliver, makeMessage, lostDetail, notTaken, standingOf } from "./message-pipeline.ts";
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
type Ready = { at: "done"; performed: Performed } | ToSend;

interface ToSend {
  at: "send";
  /** Where it was made now, and is not kept yet. */
  made?: NewMessage;
  message: MessageRecord;
  published: PublishedBlock;
}

/** Ends a transaction that has come to a message to be sent, before it is its turn. */
class NotItsTurn extends Error {}

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
 * First out of turn, in a transaction that is undone where there is something to be sent: a message
 * that takes long to render must not keep others from being sent, and whose turn it is to be is known
 * only then. Then in its turn, and only there it is marked: waiting with the mark would be a time in
 * which a kill leaves it unknown.
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
      const done = await doneOutOfTurn(sending, here, turn);
      if (done !== undefined) return done;
    }
    const { channel } = turn;
    const inTurn = channel === undefined ? unthrottled : throttleOf(deps.channels.get(channel));
    return inTurn(async () => {
      const ready = await deps.db.tx(async (sql) => {
        const made = await makeReady(sending, sql, here, turn);
        return made.at === "done" ? made : markSending(sql, here, made);
      });
      return ready.at === "done" ? ready.performed : send(sending, ready);
    });
  });
}

/** @returns undefined where a message is to be sent */
async function doneOutOfTurn(
  sending: Sending,
  content: StepContent,
  turn: Turn,
): Promise<Performed | undefined> {
  try {
    return await sending.deps.db.tx(async (sql) => {
      const made = await makeReady(sending, sql, content, turn);
      if (made.at === "send") throw new NotItsTurn();
      return made.performed;
    });
  } catch (error) {
    if (error instanceof NotItsTurn) return undefined;
    throw error;
  }
}

async function makeReady(
  sending: Sending,
  sql: Transaction,
  content: StepContent,
  turn: Turn,
): Promise<Ready> {
  const { deps, step } = sending;
  const id = messageIdOf(step);
  // What is kept is read behind the run's lock, and answered with it.
  const [opened, before] = await Promise.all([openStep(sql, step), findMessage(sql, id)]);
  if (opened.state === "done") return { at: "done", performed: opened.result };
  const { run } = opened;
  const published = await deps.findBlock(sql, run.versionId, step.blockId);
  const { block, config } = published;
  if (block.place !== "message") throw new Error(`${block.kind} sends no message`);
  const finish = async (outcome: Outcome): Promise<Ready> => ({
    at: "done",
    performed: await settle(sending, sql, run, published, outcome),
  });

  if (before === undefined) {
    let made: NewMessage | undefined;
    const outcome = await block.perform(config, {
      ...blockContext(sql, run, step, content, config),
      send: async (wanted) => {
        turn.channel = wanted.channel;
        const { decision, message } = await makeMessage(deps.channels, sql, content.renderer, {
          id,
          run,
          step,
          published,
          message: wanted,
          contactId: run.contactId,
          facts: () => content.facts(sql, run),
        });
        made = message;
        return decision;
      },
    });
    if (made !== undefined) return { at: "send", made, message: asKept(made), published };
    // The block decided to send nothing (the contact has no address, say).
    await content.settle(sql);
    return finish(outcome);
  }
  turn.channel = before.channel;
  const standing = standingOf(before.state, before.transactional);
  if (standing === "lost") {
    await setMessageState(sql, id, "unknown", lostDetail);
    countMessage(sql, before, "unknown");
    return finish(outcomeOf(block, before, "unknown", lostDetail));
  }
  if (standing === "settled") {
    return finish(outcomeOf(block, before, before.state, "before, and not again"));
  }
  return { at: "send", message: before, published };
}

/** A message as it will be read from its row. */
function asKept(message: NewMessage): MessageRecord {
  const content: unknown = JSON.parse(JSON.stringify(message.content));
  return { ...message, content, state: "queued" };
}

/** Keeps a message that was made now, and marks that its server may have taken it: the last statements. */
async function markSending(sql: Transaction, content: StepContent, ready: ToSend): Promise<ToSend> {
  const { made, message } = ready;
  const written = [
    ...(made === undefined ? [] : [insertMessage(sql, made), content.settle(sql)]),
    setMessageState(sql, message.id, "sending"),
  ];
  sql.commit();
  await Promise.all(written);
  return ready;
}

async function send(sending: Sending, { message, published }: ToSend): Promise<Performed> {
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
    const noted = done === undefined || state === "sent";
    if (noted) countMessage(sql, message, state);
    const note = noted ? setMessageState(sql, id, state, detail) : undefined;
    const shown = state === "sent" ? undefined : detail;
    const outcome = outcomeOf(published.block, message, state, shown);
    const [, performed] = await Promise.all([
      note,
      done ?? settle(sending, sql, run, published, outcome),
    ]);
    return performed;
  });
}

/** Journals what became of the message, and the run's end where it has come to it. */
async function settle(
  { step, way }: Sending,
  sql: Transaction,
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
