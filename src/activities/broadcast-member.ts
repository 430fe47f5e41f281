import type { Context } from "@temporalio/activity";
import type { BlockMessage } from "../blocks/message.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import type { Facts } from "../domain/facts.ts";
import type { Step } from "../domain/plan.ts";
import type { PublishedBlock } from "./versions.ts";
import { claimMessage } from "../db/messages/broadcasts.ts";
import type { MessageState } from "../db/messages/message-rows.ts";
import { findMessage, setMessageState } from "../db/messages/message-rows.ts";
import type { ContactFacts } from "../domain/facts.ts";
import { countMessage } from "../platform/telemetry/count-message.ts";
import type { MessageDependencies } from "./message-pipeline.ts";
import { deliver, keepMessage, lostDetail, standingOf } from "./message-pipeline.ts";
import { withContent } from "./step-content.ts";

export interface Broadcast {
  run: RunRecord;
  step: Step;
  published: PublishedBlock;
  /** Of the run; each member's message has the member as its contact. */
  facts: Facts;
  segment: string;
  message: BlockMessage;
  report(progress: { cursor: string | null; total: number }): void;
  cancelled: Pick<Context, "cancellationSignal" | "cancelled">;
}

/** Settled: it was sent, refused, or nobody knows; its own row says which. */
export type MemberOutcome = "settled" | "skipped" | "deferred";

interface Member {
  /** The message's id. */
  id: string;
  contact: ContactFacts;
  /** What an earlier attempt has left. */
  before: MessageState | undefined;
  broadcastId?: string;
}

/**
 * One member's message: kept, marked, sent, noted, as a single one is. Each mark is a commit, since
 * a kill may come between any two.
 */
export async function sendToMember(
  deps: MessageDependencies,
  given: Broadcast,
  member: Member,
): Promise<MemberOutcome> {
  const { before, id } = member;
  const { settings, channel } = given.message;
  if (before === undefined) {
    if (!(await keep(deps, given, member))) return "skipped";
  } else {
    const standing = standingOf(before, settings.transactional);
    if (standing === "lost") {
      await setMessageState(deps.db, id, "unknown", lostDetail);
      countMessage(deps.db, { channel, test: given.run.test !== null }, "unknown");
    }
    // One that was refused is not tried again, as a single message of a run that goes on would be.
    if (standing !== "open" || before === "failed") return "settled";
  }
  return deps.channels.get(channel).inTurn(() => send(deps, id, before ?? "queued"));
}

/** @returns false when there is none for this member */
async function keep(
  deps: MessageDependencies,
  { run, step, published, facts, message }: Broadcast,
  { id, contact, broadcastId }: Member,
): Promise<boolean> {
  return withContent(deps, { step, part: contact.id }, async (content) => {
    const { state } = await keepMessage(deps.channels, deps.db, content.renderer, {
      id,
      run,
      step,
      published,
      message,
      contactId: contact.id,
      facts: () => Promise.resolve({ ...facts, contact }),
      ...(broadcastId !== undefined && { broadcastId }),
    });
    await content.settle(deps.db);
    return state === "queued";
  });
}

async function send(
  deps: MessageDependencies,
  id: string,
  from: MessageState,
): Promise<MemberOutcome> {
  // Another attempt, taken for dead, has it.
  if (!(await claimMessage(deps.db, id, from))) return "settled";
  const message = await findMessage(deps.db, id);
  if (message === undefined) return "skipped";
  const delivery = await deliver(deps, message);
  if (delivery.outcome === "again") {
    await setMessageState(deps.db, id, "queued", delivery.detail);
    countMessage(deps.db, message, "deferred");
    return "deferred";
  }
  await setMessageState(deps.db, id, delivery.state, delivery.detail);
  countMessage(deps.db, message, delivery.state);
  return "settled";
}
