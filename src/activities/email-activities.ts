import { ApplicationFailure } from "@temporalio/common";
import { Context } from "@temporalio/activity";
import type { Logger } from "pino";
import type { MessageDecision, Outcome } from "../blocks/block.ts";
import type { EmailSettings } from "../blocks/email-settings.ts";
import type { AnyBlock } from "../blocks/registry.ts";
import type { EmailChannel } from "../channels/email/channel.ts";
import type { Throttle } from "../channels/email/throttle.ts";
import type { Database, Sql } from "../db/core/database.ts";
import type { MessageRecord } from "../db/messages/message-rows.ts";
import {
  findMessage,
  failQueuedMessages,
  insertMessage,
  setMessageState,
} from "../db/messages/message-rows.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import { messageIdOf } from "../domain/run-id.ts";
import type { Step, StepResult } from "../domain/plan.ts";
import { countMessage } from "../platform/telemetry/count-message.ts";
import type { SendPermission } from "../services/topics/may-receive.ts";
import { mayReceive } from "../services/topics/may-receive.ts";
import { LimitExceeded } from "../rendering/limits.ts";
import type { Renderer } from "../rendering/renderer.ts";
import { RenderingFailed } from "../rendering/renderer.ts";
import { restarting } from "../rendering/restarting.ts";
import { blockContext } from "./block-context.ts";
import { mapErrors } from "./map-errors.ts";
import type { Composer } from "../services/messages/compose.ts";
import { composeEmail, headersOf } from "../services/messages/compose.ts";
import { journal, lockStep, openStep } from "./open-step.ts";
import type { StepContent } from "./step-content.ts";
import { withContent } from "./step-content.ts";
import type { OutsideActivities } from "./types.ts";
import type { FindBlock, PublishedBlock } from "./versions.ts";

export interface EmailDependencies extends Composer {
  db: Database;
  renderer: Renderer;
  findBlock: FindBlock;
  channel: EmailChannel;
  /** Where test launches without a recipient send to. */
  inbox: EmailChannel;
  throttle: Throttle;
  log?: Logger | undefined;
}

/** Where an attempt stands before it sends. */
type Ready =
  | { at: "done"; result: StepResult }
  | { at: "send"; message: MessageRecord; block: AnyBlock };

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

const heartbeatMs = 2_000;

/** The type of the failure of an attempt whose message was not taken: expected, and logged by us. */
export const messageDeferred = "MessageDeferred";

export function isDeferral(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.type === messageDeferred;
}

/**
 * Sends messages. Three transactions around one send: kept and marked as sending, then (outside)
 * handed to the server, then noted with the step's journal row. A crash leaves a mark that says
 * how far it came.
 */
export function emailActivities(
  deps: EmailDependencies,
): Pick<OutsideActivities, "performEmailBlock"> {
  return {
    performEmailBlock: async (step) => {
      const context = Context.current();
      const heart = setInterval(() => context.heartbeat(), heartbeatMs);
      try {
        return await mapErrors(() =>
          withContent(deps, { step }, (content) => perform(deps, step, content)),
        );
      } finally {
        clearInterval(heart);
      }
    },
  };
}

/**
 * First out of turn, in a transaction that is undone: a message that takes long to render must not
 * keep others from being sent. Then in its turn, and only there it is marked: waiting with the mark
 * would be a time in which a kill leaves it unknown.
 */
async function perform(
  deps: EmailDependencies,
  step: Step,
  content: StepContent,
): Promise<StepResult> {
  let isFirst = true;
  return restarting(content.renderer, async (renderer) => {
    const here = { ...content, renderer };
    if (isFirst) {
      isFirst = false;
      await rolledBack(deps.db, (sql) => makeReady(deps, sql, step, here));
    }
    return deps.throttle(async () => {
      const ready = await deps.db.tx((sql) => makeReady(deps, sql, step, here));
      return ready.at === "done" ? ready.result : send(deps, step, ready.message, ready.block);
    });
  });
}

async function makeReady(
  deps: EmailDependencies,
  sql: Sql,
  step: Step,
  content: StepContent,
): Promise<Ready> {
  const opened = await openStep(sql, step);
  if (opened.state === "done") return { at: "done", result: opened.result };
  const { run } = opened;
  const published = await deps.findBlock(sql, run.versionId, step.blockId);
  const { block, config } = published;
  if (block.place !== "email") throw new Error(`${block.kind} sends no e-mail`);
  const finish = async (outcome: Outcome): Promise<Ready> => ({
    at: "done",
    result: await journal(sql, step, block.kind, outcome),
  });

  const id = messageIdOf(step);
  let message = await findMessage(sql, id);
  if (message === undefined) {
    const made = await block.perform(config, {
      ...blockContext(sql, run, step, content),
      sendEmail: (settings, slot) =>
        keepMessage(deps, sql, run, step, published, settings, slot, content),
    });
    await content.settle(sql);
    message = await findMessage(sql, id);
    // The block decided to send nothing (the contact has no address, say).
    if (message === undefined) return finish(made);
  } else if (message.state === "sending" && !message.transactional) {
    const detail =
      "the worker ended while the server was taking it; a marketing message is not sent twice";
    await setMessageState(sql, id, "unknown", detail);
    countMessage(sql, message, "unknown");
    return finish(outcomeOf(block, id, "unknown", detail));
  } else if (message.state === "sent" || message.state === "unknown") {
    // Of a run that begins again after failing.
    return finish(outcomeOf(block, id, message.state, "before, and not again"));
  }
  await setMessageState(sql, id, "sending");
  return { at: "send", message, block };
}

async function keepMessage(
  deps: EmailDependencies,
  sql: Sql,
  run: RunRecord,
  step: Step,
  published: PublishedBlock,
  settings: EmailSettings,
  slot: number | undefined,
  content: StepContent,
): Promise<MessageDecision> {
  const messageId = messageIdOf(step);
  const { topic, transactional } = settings;
  // A test speaks to the tester, whatever its contact has subscribed to.
  const may: SendPermission =
    run.test === null
      ? await mayReceive(sql, run.contactId, { topic, transactional })
      : { ok: true };
  const test = run.test !== null;
  if (!may.ok) {
    countMessage(sql, { channel: "email", test }, "not_sent");
    return { messageId, state: "not sent", detail: may.reason };
  }
  const facts = await content.facts(sql, run);
  const composed = await rendering(
    composeEmail(
      { ...deps, renderer: content.renderer },
      {
        id: messageId,
        run,
        step,
        published,
        settings,
        facts,
        contactId: run.contactId,
        ...(slot !== undefined && { slot }),
      },
    ),
  );
  if (composed.outcome === "not sent") {
    countMessage(sql, { channel: "email", test }, "not_sent");
    return { messageId, state: "not sent", detail: composed.detail };
  }
  await insertMessage(sql, composed.message);
  return { messageId, state: "queued" };
}

/** A template that fails once fails always: no retry. */
async function rendering<Result>(composing: Promise<Result>): Promise<Result> {
  try {
    return await composing;
  } catch (error) {
    const isFault = error instanceof RenderingFailed || error instanceof LimitExceeded;
    if (!isFault) throw error;
    throw ApplicationFailure.nonRetryable(`the template could not be rendered: ${error.message}`);
  }
}

async function send(
  deps: EmailDependencies,
  step: Step,
  message: MessageRecord,
  block: AnyBlock,
): Promise<StepResult> {
  const { id, sender, recipient, subject, html, text } = message;
  const channel = message.channel === "inbox" ? deps.inbox : deps.channel;
  const headers = headersOf(deps.links, message);
  const email = { id, from: sender, to: recipient, subject, html, text, headers };
  const sent = await channel.send(email);
  const again =
    sent.outcome === "deferred" || (sent.outcome === "unknown" && message.transactional);
  if (again) {
    await deps.db.tx(async (sql) => {
      const { run } = await lockStep(sql, step);
      await setMessageState(sql, id, "queued", sent.message);
      countMessage(sql, message, "deferred");
      const alive = run.status === "pending" || run.status === "running";
      if (!alive) await failQueuedMessages(sql, run.id, "the run has ended");
    });
    const { outcome } = sent;
    deps.log?.warn(
      { messageId: id, runId: step.runId, outcome, attempt: Context.current().info.attempt },
      "a message was not taken yet; it is tried again",
    );
    // What the server said may name the person: it stands in the message's log, not in Temporal.
    throw ApplicationFailure.create({
      message: `message ${id} was not taken yet (${outcome})`,
      type: messageDeferred,
    });
  }
  const state = sent.outcome === "refused" ? "failed" : sent.outcome;
  const detail = sent.outcome === "sent" ? sent.response : sent.message;
  return deps.db.tx(async (sql) => {
    const { done } = await lockStep(sql, step);
    // Another attempt went on meanwhile (this one was taken for dead): its word stands, but what
    // is known for certain is noted.
    if (done === undefined || state === "sent") {
      await setMessageState(sql, id, state, detail);
      countMessage(sql, message, state);
    }
    const shown = state === "sent" ? undefined : detail;
    return done ?? journal(sql, step, block.kind, outcomeOf(block, id, state, shown));
  });
}

function outcomeOf(block: AnyBlock, messageId: string, state: string, detail?: string): Outcome {
  return {
    branch: block.branchAfter?.(state) ?? "next",
    note: detail === undefined ? `E-mail ${state}` : `E-mail ${state}: ${detail}`,
    data: { messageId, state },
  };
}
