import { ApplicationFailure } from "@temporalio/common";
import type { BroadcastResult } from "../blocks/block.ts";
import { countMembers, membersBehind } from "../db/contacts/segment-pages.ts";
import * as rows from "../db/messages/broadcasts.ts";
import type { HeldMembers } from "../db/messages/pressure-waiting.ts";
import { dueMembersBehind, heldMembers } from "../db/messages/pressure-waiting.ts";
import { segmentsNamed } from "../db/contacts/segments-by-name.ts";
import { required } from "../domain/required.ts";
import { broadcastIdOf } from "../domain/run-id.ts";
import { drawsOfBroadcast } from "../services/holdouts/broadcast-draws.ts";
import { presentMembersBehind, refreshMembers } from "../services/segments/sweep.ts";
import type { ChannelPaused } from "../channels/throttle.ts";
import type { Marks } from "./broadcast-marks.ts";
import { messageMarks } from "./broadcast-marks.ts";
import type { Broadcast } from "./broadcast-member.ts";
import type { PreparedPage } from "./broadcast-page.ts";
import { preparePage, sendSample } from "./broadcast-page.ts";
import { pauseOf } from "./broadcast-pause.ts";
import { BroadcastPaused, sendPage } from "./broadcast-send.ts";
import type { MessageDependencies } from "./message-pipeline.ts";
import { notTaken } from "./message-delivery.ts";

const pageSize = 200;
const giveUpAfterDays = 3;

/**
 * Sends a message to every member of a segment, page by page in the order of their ids. Where it is
 * stands in Postgres, and each message has its own mark, so that whoever goes on after a kill sends
 * nothing twice. A message that its server does not take now is tried again at the end.
 * @returns null when there is no such segment
 */
export async function broadcast(
  deps: MessageDependencies,
  asked: Broadcast,
): Promise<BroadcastResult | null> {
  const { db } = deps;
  const { run, step } = asked;
  const segment = (await segmentsNamed(db, [asked.segment])).get(asked.segment);
  if (segment === undefined) return null;
  const membersOf = segment.hasRule ? presentMembersBehind : membersBehind;
  if (segment.hasRule) await db.tx((sql) => refreshMembers(sql, segment.id));
  if (run.test !== null) return sample(deps, asked, segment.id);
  const id = broadcastIdOf(step);
  const isMarketing = asked.messages.some(({ settings }) => !settings.transactional);
  const draws = await drawsOfBroadcast(db, run.workflowId, isMarketing);
  const given = { ...asked, draws, isPaused: pauseOf(db, id) };
  const marks = messageMarks(db, false);
  const { runId, blockId, visit } = step;
  const row = await rows.ensureBroadcast(db, { id, runId, blockId, visit, segmentId: segment.id });
  if (row.pausedAt !== null) throw new BroadcastPaused();
  if (row.heldChannel !== null) await rows.releaseBroadcast(db, id);
  if (row.passedAt !== null) return finish(deps, given, marks, id);
  let { cursor } = row;
  const prepare = async (behind: string | null): Promise<PreparedPage | null> => {
    const members = await membersOf(db, segment.id, behind, pageSize);
    return members.length === 0 ? null : preparePage(deps, given, marks, id, members);
  };
  let preparing = prepare(cursor);
  for (;;) {
    given.report({ cursor, total: row.total });
    const page = await preparing;
    if (page === null) break;
    const last = required(page.members.at(-1), "the last of a page");
    // Made while this one is sent: rendering and sending need different things.
    preparing = prepare(last);
    preparing.catch(() => undefined);
    try {
      const { settled, skipped, deferred, paused } = await sendPage(deps, given, marks, page);
      // Nobody's was taken: the server is away, and the rest would fare no better.
      if (deferred > 0 && settled === 0) throw paused ?? someNotTaken(deferred);
      if (!(await rows.moveCursor(db, id, { from: cursor, to: last, skipped }))) {
        // One that was taken for dead goes on: this one looks again where it is.
        throw ApplicationFailure.retryable("another attempt goes through this segment");
      }
    } catch (error) {
      // Nothing may go on behind an attempt that has ended.
      await Promise.allSettled([preparing]);
      throw error;
    }
    cursor = last;
  }
  return finish(deps, given, marks, id);
}

/** What was put off is sent; the rest waits longer, or the broadcast ends. */
async function finish(
  deps: MessageDependencies,
  given: Broadcast,
  marks: Marks,
  id: string,
): Promise<BroadcastResult> {
  const { db } = deps;
  await sendRest(deps, given, marks, id, (behind) => rows.unsentBehind(db, id, behind, pageSize));
  await sendRest(deps, given, marks, id, (behind) =>
    dueMembersBehind(db, given.step, behind, pageSize),
  );
  const held = await heldMembers(db, given.step);
  if (held === null) return rows.endBroadcast(db, id);
  await rows.markPassed(db, id);
  throw new MembersHeld(held);
}

/** Some members' messages are held back: the step is performed again when the first may go. */
export class MembersHeld extends Error {
  readonly held: HeldMembers;

  constructor(held: HeldMembers) {
    super(`${held.count} messages are held back`);
    this.held = held;
  }
}

/** What was not taken in its page, or was held back until now. */
async function sendRest(
  deps: MessageDependencies,
  given: Broadcast,
  marks: Marks,
  id: string,
  membersAfter: (behind: string | null) => Promise<string[]>,
): Promise<void> {
  let behind: string | null = null;
  let left = 0;
  let pause: ChannelPaused | undefined;
  for (;;) {
    given.report({ cursor: behind, total: left });
    const members = await membersAfter(behind);
    const last = members.at(-1);
    if (last === undefined) break;
    const page = await preparePage(deps, given, marks, id, members);
    const { settled, deferred, paused } = await sendPage(deps, given, marks, page);
    left += deferred;
    behind = last;
    if (paused !== undefined && settled === 0) {
      pause = paused;
      break;
    }
  }
  if (left === 0) return;
  await rows.failOldMessages(deps.db, id, giveUpAfterDays);
  if ((await rows.unsentBehind(deps.db, id, null, 1)).length > 0) throw pause ?? someNotTaken(left);
}

/** Temporal tries again, at growing intervals. */
function someNotTaken(count: number): ApplicationFailure {
  return notTaken(`${count} messages were not taken yet`);
}

/** A test launch shows the first member's message to the tester, and says how many there would be. */
async function sample(
  deps: MessageDependencies,
  given: Broadcast,
  segmentId: string,
): Promise<BroadcastResult> {
  const { db } = deps;
  const total = await countMembers(db, segmentId);
  const [first] = await presentMembersBehind(db, segmentId, null, 1);
  const marks = messageMarks(db, true);
  const outcome = first === undefined ? null : await sendSample(deps, given, marks, first);
  if (outcome === "deferred") throw someNotTaken(1);
  const sent = outcome === "settled" ? 1 : 0;
  return { total, sent, failed: 0, unknown: 0, skipped: 0, dropped: 0, heldBack: 0, test: true };
}
