import { ApplicationFailure } from "@temporalio/common";
import type { BroadcastResult } from "../blocks/block.ts";
import { countMembers, membersBehind } from "../db/contacts/segment-pages.ts";
import * as rows from "../db/messages/broadcasts.ts";
import { segmentsNamed } from "../db/contacts/segments-by-name.ts";
import { required } from "../domain/required.ts";
import { broadcastIdOf } from "../domain/run-id.ts";
import { presentMembersBehind, refreshMembers } from "../services/segments/sweep.ts";
import type { Marks } from "./broadcast-marks.ts";
import { messageMarks } from "./broadcast-marks.ts";
import type { Broadcast } from "./broadcast-member.ts";
import type { PreparedPage } from "./broadcast-page.ts";
import { preparePage, sendPage, sendSample } from "./broadcast-page.ts";
import type { MessageDependencies } from "./message-pipeline.ts";
import { notTaken } from "./message-pipeline.ts";

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
  given: Broadcast,
): Promise<BroadcastResult | null> {
  const { db } = deps;
  const { run, step } = given;
  const segment = (await segmentsNamed(db, [given.segment])).get(given.segment);
  if (segment === undefined) return null;
  const membersOf = segment.hasRule ? presentMembersBehind : membersBehind;
  if (segment.hasRule) await db.tx((sql) => refreshMembers(sql, segment.id));
  if (run.test !== null) return sample(deps, given, segment.id);
  const marks = messageMarks(db, given.message.channel, false);
  const id = broadcastIdOf(step);
  const { runId, blockId, visit } = step;
  const row = await rows.ensureBroadcast(db, { id, runId, blockId, visit, segmentId: segment.id });
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
      const { skipped, deferred } = await sendPage(deps, given, marks, page);
      // Nobody's was taken: the server is away, and the rest would fare no better.
      if (deferred === page.members.length) throw someNotTaken(deferred);
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
  await sendRest(deps, given, marks, id);
  return rows.endBroadcast(db, id);
}

/** What was not taken in its page. */
async function sendRest(
  deps: MessageDependencies,
  given: Broadcast,
  marks: Marks,
  id: string,
): Promise<void> {
  let behind: string | null = null;
  let left = 0;
  for (;;) {
    const members = await rows.unsentBehind(deps.db, id, behind, pageSize);
    const last = members.at(-1);
    if (last === undefined) break;
    const page = await preparePage(deps, given, marks, id, members);
    left += (await sendPage(deps, given, marks, page)).deferred;
    behind = last;
  }
  if (left === 0) return;
  await rows.failOldMessages(deps.db, id, giveUpAfterDays);
  if ((await rows.unsentBehind(deps.db, id, null, 1)).length > 0) throw someNotTaken(left);
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
  const marks = messageMarks(db, given.message.channel, true);
  const outcome = first === undefined ? null : await sendSample(deps, given, marks, first);
  if (outcome === "deferred") throw someNotTaken(1);
  const sent = outcome === "settled" ? 1 : 0;
  return { total, sent, failed: 0, unknown: 0, skipped: 0, test: true };
}
