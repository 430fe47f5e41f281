import type { Outcome } from "../blocks/block.ts";
import type { AnyBlock } from "../blocks/registry.ts";
import { messageNote } from "../channels/description.ts";
import { channelOf } from "../channels/registry.ts";
import type { Sql, Transaction } from "../db/core/database.ts";
import type { MessageRecord, NewMessage } from "../db/messages/message-rows.ts";
import { lastReactions } from "../db/messages/message-reactions.ts";
import {
  asNewlyKept,
  dropHeldMessage,
  findMessage,
  setMessageState,
} from "../db/messages/message-rows.ts";
import { channelsPausedNow } from "../db/messages/paused-channels.ts";
import { removeWaiters } from "../db/messages/pressure-waiting.ts";
import { markRunsInProgress } from "../db/queue/claim-runs.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import type { Facts } from "../domain/facts.ts";
import type { OutsideWay, Performed, Step } from "../domain/plan.ts";
import { messageIdOf } from "../domain/run-id.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { countMessage } from "../platform/telemetry/count-message.ts";
import { blockContext } from "./block-context.ts";
import { refusalOf, withWillingCopies } from "./kept-consent.ts";
import type { MessageDependencies } from "./message-pipeline.ts";
import { leftAs, lostDetail, mayGoAgain, notTaken, standingOf } from "./message-delivery.ts";
import { makeMessage } from "./message-pipeline.ts";
import { endBehind, endWithStep, journalStep, openStep } from "./open-step.ts";
import type { HeldNow } from "./pressure-gate.ts";
import { heldStep, holdAgain, placeAgain } from "./pressure-gate.ts";
import type { StepContent } from "./step-content.ts";
import type { PublishedBlock } from "./versions.ts";

/** An attempt at a block that sends. */
export interface Sending {
  deps: MessageDependencies;
  step: Step;
  way: OutsideWay | undefined;
}

/** Whose turn an attempt has to wait for: known once its block has asked for a message to be sent. */
export interface Turn {
  channel: string | undefined;
}

/** Where an attempt stands before it sends. */
export type Ready = { at: "done"; performed: Performed } | ToSend;

export interface ToSend {
  at: "send";
  /** Where it was made now, and is not kept yet. */
  made?: NewMessage;
  message: MessageRecord;
  published: PublishedBlock;
}

/**
 * Goes as far as a message may be sent now: the block decides, its message is made, held back or not;
 * or an earlier attempt has left one, and what became of it decides.
 */
export async function makeReady(
  sending: Sending,
  sql: Transaction,
  content: StepContent,
  turn: Turn,
): Promise<Ready> {
  const { deps, step } = sending;
  const id = messageIdOf(step);
  // What is kept is read behind the run's lock, and answered with it.
  const [opened, before, paused] = await Promise.all([
    openStep(sql, step, sending.way),
    findMessage(sql, id),
    channelsPausedNow(sql),
  ]);
  if (opened.state === "done") return { at: "done", performed: opened.result };
  if (opened.state === "held") {
    return { at: "done", performed: { branch: "", held: opened.held } };
  }
  const { run } = opened;
  const published = await deps.findBlock(sql, run.versionId, step.blockId);
  const { block, config } = published;
  if (block.place !== "message") throw new Error(`${block.kind} sends no message`);
  const pauses = run.test === null ? paused : [];
  const about = { id, run, step, published, contactId: run.contactId, pauses };
  const finish = async (outcome: Outcome): Promise<Ready> => ({
    at: "done",
    performed: await settle(sending, sql, run, published, outcome),
  });

  if (before?.drained != null && before.state !== "sent" && before.state !== "sending") {
    return finish(outcomeOf(block, before, before.state, before.drained));
  }
  if (before === undefined || before.state === "held" || before.state === "dropped") {
    let made: NewMessage | undefined;
    let held: HeldNow | undefined;
    const outcome = await block.perform(config, {
      ...blockContext(sql, run, step, content, published),
      lastReactions: () => lastReactions(sql, run.contactId),
      send: async (wanted) => {
        turn.channel = wanted.channel;
        const given = await makeMessage(deps.channels, sql, content.renderer, {
          ...about,
          message: wanted,
          facts: () => content.facts(sql, run, published.needs),
        });
        made = given.message;
        if ("held" in given) ({ held } = given);
        return given.decision;
      },
    });
    if (made !== undefined) {
      // What held it back may have been taken away: then nobody has asked for it.
      if (before?.state === "held") await removeWaiters(sql, [id]);
      return { at: "send", made, message: asKept(made), published };
    }
    // The block decided to send nothing (the contact has no address, say), or not now.
    await content.settle(sql);
    if (held?.state === "held") return holdStep(sending, sql, held);
    if (held === undefined && before?.state === "held")
      await dropHeldMessage(sql, id, outcome.note);
    return finish(outcome);
  }
  turn.channel = before.channel;
  /** It may have waited for its channel, or a place. */
  const finishKept = async (outcome: Outcome): Promise<Ready> => {
    await removeWaiters(sql, [id]);
    return finish(outcome);
  };
  const standing = standingOf(before.state, before, (message) =>
    mayGoAgain(deps.channels, message),
  );
  if (standing === "lost") {
    await setMessageState(sql, id, "unknown", lostDetail);
    countMessage(sql, before, "unknown");
    return finishKept(outcomeOf(block, before, "unknown", lostDetail));
  }
  if (standing === "settled") {
    return finishKept(outcomeOf(block, before, before.state, sayVisit("notAgain")));
  }
  // It may have waited for hours: whoever has left meanwhile does not get it any more.
  const refusal = run.test === null ? await refusalOf(sql, before) : null;
  if (refusal !== null) {
    const state = leftAs(before);
    await setMessageState(sql, id, state, refusal);
    countMessage(sql, before, state);
    return finishKept(outcomeOf(block, before, state, refusal));
  }
  const facts = (): Promise<Facts> => content.facts(sql, run, published.needs);
  const waiting = await holdAgain(sql, about, before, facts);
  if (waiting !== null) return holdStep(sending, sql, waiting);
  if (before.gavePlaceBack) {
    const held = await placeAgain(sql, about, before, await facts());
    if (held?.state === "held") return holdStep(sending, sql, held);
    if (held !== null) return finishKept(outcomeOf(block, before, held.state, held.why.words));
  }
  await removeWaiters(sql, [id]);
  const message = run.test === null ? await withWillingCopies(deps.channels, sql, before) : before;
  return { at: "send", message, published };
}

/** Ends the attempt at a message that waits: the step is performed again then. */
async function holdStep({ step, way }: Sending, sql: Sql, held: HeldNow): Promise<Ready> {
  // An interpreter of the release before would go on: Temporal tries again until a newer one has it.
  if (way?.holds !== true) throw notTaken("a message is held back");
  await markRunsInProgress(sql, step.runId);
  return { at: "done", performed: { branch: "", held: heldStep(held) } };
}

/** A message as it will be read from its row. */
function asKept(message: NewMessage): MessageRecord {
  const content: unknown = JSON.parse(JSON.stringify(message.content));
  return { ...message, content, ...asNewlyKept };
}

/** Journals what became of the message, and the run's end where it has come to it. */
export async function settle(
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

export function outcomeOf(
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
