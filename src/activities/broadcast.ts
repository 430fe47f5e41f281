import { ApplicationFailure } from "@temporalio/common";
import type { Context } from "@temporalio/activity";
import type { BroadcastResult } from "../blocks/block.ts";
import type { EmailSettings } from "../blocks/email-settings.ts";
import { countMembers, membersBehind } from "../db/contacts/segment-pages.ts";
import * as rows from "../db/messages/broadcasts.ts";
import { contactFacts } from "../db/contacts/contact-facts.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import { segmentsNamed } from "../db/contacts/segments-by-name.ts";
import type { Facts } from "../domain/facts.ts";
import type { Step } from "../domain/plan.ts";
import { broadcastIdOf, broadcastMessageIdOf } from "../domain/run-id.ts";
import type { BroadcastDependencies } from "./broadcast-activities.ts";
import type { MemberOutcome } from "./broadcast-member.ts";
import { sendToMember } from "./broadcast-member.ts";
import { messageDeferred } from "./email-activities.ts";
import type { PublishedBlock } from "./versions.ts";

export interface Broadcast {
  run: RunRecord;
  step: Step;
  published: PublishedBlock;
  /** Of the run; each member's message has the member as its contact. */
  facts: Facts;
  segment: string;
  settings: EmailSettings;
  report(progress: { cursor: string | null; total: number }): void;
  cancelled: Pick<Context, "cancellationSignal" | "cancelled">;
}

const pageSize = 200;
const giveUpAfterDays = 3;

/**
 * Sends a message to every member of a segment, page by page in the order of their ids. Where it is
 * stands in Postgres, and each message has its own mark, so that whoever goes on after a kill sends
 * nothing twice. A message that its server does not take now is tried again at the end.
 * @returns null when there is no such segment
 */
export async function broadcast(
  deps: BroadcastDependencies,
  given: Broadcast,
): Promise<BroadcastResult | null> {
  const { db } = deps;
  const { run, step } = given;
  const segment = (await segmentsNamed(db, [given.segment])).get(given.segment);
  if (segment === undefined) return null;
  if (run.test !== null) return sample(deps, given, segment.id);
  const id = broadcastIdOf(step);
  const { runId, blockId, visit } = step;
  const row = await rows.ensureBroadcast(db, { id, runId, blockId, visit, segmentId: segment.id });
  let { cursor } = row;
  for (;;) {
    given.report({ cursor, total: row.total });
    const members = await membersBehind(db, segment.id, cursor, pageSize);
    const last = members.at(-1);
    if (last === undefined) break;
    const { skipped, deferred } = await sendPage(deps, given, id, members);
    // Nobody's was taken: the server is away, and the rest would fare no better.
    if (deferred === members.length) throw notTaken(deferred);
    if (!(await rows.moveCursor(db, id, { from: cursor, to: last, skipped }))) {
      // One that was taken for dead goes on: this one looks again where it is.
      throw ApplicationFailure.retryable("another attempt goes through this segment");
    }
    cursor = last;
  }
  await sendRest(deps, given, id);
  return rows.endBroadcast(db, id);
}

/** What was not taken in its page. */
async function sendRest(deps: BroadcastDependencies, given: Broadcast, id: string): Promise<void> {
  let behind: string | null = null;
  let left = 0;
  for (;;) {
    const members = await rows.unsentBehind(deps.db, id, behind, pageSize);
    const last = members.at(-1);
    if (last === undefined) break;
    left += (await sendPage(deps, given, id, members)).deferred;
    behind = last;
  }
  if (left === 0) return;
  await rows.failOldMessages(deps.db, id, giveUpAfterDays);
  if ((await rows.unsentBehind(deps.db, id, null, 1)).length > 0) throw notTaken(left);
}

/** Temporal tries again, at growing intervals. */
function notTaken(count: number): ApplicationFailure {
  const message = `${count} messages were not taken yet`;
  return ApplicationFailure.create({ message, type: messageDeferred });
}

async function sendPage(
  deps: BroadcastDependencies,
  given: Broadcast,
  broadcastId: string,
  members: readonly string[],
): Promise<Record<MemberOutcome, number>> {
  const { step } = given;
  const contacts = await contactFacts(deps.db, members);
  const idOf = (contactId: string): string => broadcastMessageIdOf(step, contactId);
  const states = await rows.statesOf(deps.db, members.map(idOf));
  const counts: Record<MemberOutcome, number> = { settled: 0, skipped: 0, deferred: 0 };
  const queue = [...members];
  const work = async (): Promise<void> => {
    for (let contactId = queue.shift(); contactId !== undefined; contactId = queue.shift()) {
      if (given.cancelled.cancellationSignal.aborted) return;
      const contact = contacts.get(contactId);
      const id = idOf(contactId);
      const outcome =
        contact === undefined
          ? "skipped"
          : await sendToMember(deps, given, { id, contact, before: states.get(id), broadcastId });
      counts[outcome]++;
    }
  };
  const workers = Array.from({ length: Math.min(deps.concurrency, members.length) }, work);
  // All of them end before a fault of one is told: none may go on behind a failed attempt.
  const results = await Promise.allSettled(workers);
  const fault = results.find((result) => result.status === "rejected");
  if (fault !== undefined) throw fault.reason;
  if (given.cancelled.cancellationSignal.aborted) await given.cancelled.cancelled;
  return counts;
}

/** A test launch shows the first member's message to the tester, and says how many there would be. */
async function sample(
  deps: BroadcastDependencies,
  given: Broadcast,
  segmentId: string,
): Promise<BroadcastResult> {
  const { db } = deps;
  const total = await countMembers(db, segmentId);
  const [first] = await membersBehind(db, segmentId, null, 1);
  const contact = first === undefined ? undefined : (await contactFacts(db, [first])).get(first);
  let sent = 0;
  if (contact !== undefined) {
    const id = broadcastMessageIdOf(given.step, contact.id);
    const before = (await rows.statesOf(db, [id])).get(id);
    const outcome = await sendToMember(deps, given, { id, contact, before });
    if (outcome === "deferred") throw notTaken(1);
    if (outcome === "settled") sent = 1;
  }
  return { total, sent, failed: 0, unknown: 0, skipped: 0, test: true };
}
