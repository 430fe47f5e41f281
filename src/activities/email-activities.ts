import { ApplicationFailure } from "@temporalio/common";
import { Context } from "@temporalio/activity";
import type { EmailDraft, Outcome } from "../blocks/block.ts";
import type { EmailChannel } from "../channels/email/channel.ts";
import type { Database, Sql } from "../db/database.ts";
import type { MessageRecord } from "../db/message-rows.ts";
import { findMessage, giveUpQueued, insertMessage, setMessageState } from "../db/message-rows.ts";
import { factsOf } from "../db/run-facts.ts";
import type { RunRecord } from "../db/run-rows.ts";
import { messageIdOf } from "../domain/run-id.ts";
import type { Step, StepResult } from "../domain/plan.ts";
import type { LinkSigner } from "../services/clicks/link-signer.ts";
import { renderEmail } from "../services/messages/render.ts";
import { blockContext } from "./block-context.ts";
import type { KeepEvents } from "./capabilities/events.ts";
import { facing } from "./faults.ts";
import { journal, lockStep, openStep } from "./open-step.ts";
import type { OutsideActivities } from "./types.ts";
import type { FindBlock } from "./versions.ts";

export interface EmailDependencies {
  db: Database;
  findBlock: FindBlock;
  keepEvents: KeepEvents;
  channel: EmailChannel;
  links: LinkSigner;
  /** Who an e-mail comes from when its block doesn't say. */
  sender: string;
}

/** Where an attempt stands before it sends. */
type Ready =
  | { at: "done"; result: StepResult }
  | { at: "send"; message: MessageRecord; kind: string };

const heartbeatMs = 2_000;

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
        return await facing(async () => {
          const ready = await deps.db.tx((sql) => makeReady(deps, sql, step));
          return ready.at === "done" ? ready.result : send(deps, step, ready.message, ready.kind);
        });
      } finally {
        clearInterval(heart);
      }
    },
  };
}

async function makeReady(deps: EmailDependencies, sql: Sql, step: Step): Promise<Ready> {
  const opened = await openStep(sql, step);
  if (opened.state === "done") return { at: "done", result: opened.result };
  const { run } = opened;
  const { block, config } = await deps.findBlock(sql, run.versionId, step.blockId);
  if (block.place !== "email") throw new Error(`${block.kind} sends no e-mail`);
  const finish = async (outcome: Outcome): Promise<Ready> => ({
    at: "done",
    result: await journal(sql, step, block.kind, outcome),
  });

  const id = messageIdOf(step);
  let message = await findMessage(sql, id);
  if (message === undefined) {
    const made = await block.perform(config, {
      ...blockContext(sql, run, step, deps.keepEvents),
      sendEmail: (draft) => keepMessage(deps, sql, run, step, draft),
    });
    message = await findMessage(sql, id);
    // The block decided to send nothing (the contact has no address, say).
    if (message === undefined) return finish(made);
  } else if (message.state === "sending" && !message.transactional) {
    const detail =
      "the worker ended while the server was taking it; a marketing message is not sent twice";
    await setMessageState(sql, id, "unknown", detail);
    return finish(outcomeOf(id, "unknown", detail));
  }
  await setMessageState(sql, id, "sending");
  return { at: "send", message, kind: block.kind };
}

async function keepMessage(
  deps: EmailDependencies,
  sql: Sql,
  run: RunRecord,
  step: Step,
  draft: EmailDraft,
): Promise<{ messageId: string; state: string; detail?: string }> {
  const facts = await factsOf(sql, run);
  const messageId = messageIdOf(step);
  const recipient = facts.contact?.email ?? null;
  if (recipient === null) {
    return { messageId, state: "not sent", detail: "the contact has no e-mail address" };
  }
  const rendered = rendering(() =>
    renderEmail(draft, facts, (link, index) =>
      deps.links.trackedUrl({ messageId, index }, link.url),
    ),
  );
  await insertMessage(sql, {
    id: messageId,
    runId: run.id,
    blockId: step.blockId,
    visit: step.visit,
    workflowId: run.workflowId,
    contactId: run.contactId,
    channel: "email",
    recipient,
    sender: draft.from ?? deps.sender,
    ...rendered,
    transactional: draft.transactional,
  });
  return { messageId, state: "queued" };
}

/** A template that fails once fails always: no retry. */
function rendering<Result>(render: () => Result): Result {
  try {
    return render();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw ApplicationFailure.nonRetryable(`the template could not be rendered: ${message}`);
  }
}

async function send(
  deps: EmailDependencies,
  step: Step,
  message: MessageRecord,
  kind: string,
): Promise<StepResult> {
  const { id, sender, recipient, subject, html, text } = message;
  const sent = await deps.channel.send({ id, from: sender, to: recipient, subject, html, text });
  const again =
    sent.outcome === "deferred" || (sent.outcome === "unknown" && message.transactional);
  if (again) {
    await deps.db.tx(async (sql) => {
      const { run } = await lockStep(sql, step);
      await setMessageState(sql, id, "queued", sent.message);
      const alive = run.status === "pending" || run.status === "running";
      if (!alive) await giveUpQueued(sql, run.id, "the run has ended");
    });
    // What the server said may name the person: it stands in the message's log, not in Temporal.
    throw ApplicationFailure.retryable(`message ${id} was not taken yet (${sent.outcome})`);
  }
  const state = sent.outcome === "refused" ? "failed" : sent.outcome;
  const detail = sent.outcome === "sent" ? sent.response : sent.message;
  return deps.db.tx(async (sql) => {
    const { done } = await lockStep(sql, step);
    // Another attempt went on meanwhile (this one was taken for dead): its word stands, but what
    // is known for certain is noted.
    if (done === undefined || state === "sent") await setMessageState(sql, id, state, detail);
    return (
      done ?? journal(sql, step, kind, outcomeOf(id, state, state === "sent" ? undefined : detail))
    );
  });
}

function outcomeOf(messageId: string, state: string, detail?: string): Outcome {
  return {
    branch: "next",
    note: detail === undefined ? `E-mail ${state}` : `E-mail ${state}: ${detail}`,
    data: { messageId, state },
  };
}
