import type { BulkPreview, DrainedMessages } from "../../contract/api/bulk-action.ts";
import { drainedMessages } from "../../contract/api/bulk-action.ts";
import type { WaitingMessage, WaitingMessages } from "../../db/messages/drains.ts";
import { countWaiting, drainMessages, waitingBelow } from "../../db/messages/drains.ts";
import type { BulkPage, ClaimedBulkAction } from "../../db/queue/bulk-actions.ts";
import { namesOfWorkflows } from "../../db/workflows/workflow-rows.ts";
import { required } from "../../domain/required.ts";
import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import type { ServiceContext } from "../context.ts";
import { skip } from "./done.ts";

/** Messages a transaction: as many runs are locked meanwhile. */
const pageSize = 500;

/** A drain as it is asked for, with the time as of which. */
export interface Drain {
  messages: DrainedMessages;
  asOf: Date;
}

const waitingIn = ({ messages, asOf }: Drain): WaitingMessages => ({ ...messages, madeBy: asOf });

/** How many messages wait, and whose. */
export async function previewDrain({ sql }: ServiceContext, drain: Drain): Promise<BulkPreview> {
  const counts = await countWaiting(sql, waitingIn(drain));
  const names = await namesOfWorkflows(
    sql,
    counts.map(({ workflowId }) => workflowId),
  );
  return {
    found: counts.reduce((sum, { messages }) => sum + messages, 0),
    isAll: true,
    workflows: counts.map(({ workflowId: id, messages }) => ({
      id,
      name: names.get(id) ?? "",
      runs: messages,
    })),
    statuses: [],
    outcomes: [],
    blockGone: 0,
    sample: [],
  };
}

/** A page of a drain, in its transaction: of those of one state, then of the next. */
export async function drainPage(
  { sql }: ServiceContext,
  action: ClaimedBulkAction,
  cursor: string | null,
): Promise<BulkPage> {
  const messages = drainedMessages.parse(action.filter);
  const which = waitingIn({ messages, asOf: action.requestedAt });
  const { round, below } = placeOf(cursor);
  const state = required(rounds[round], "a round of a drain");
  const found = await waitingBelow(sql, which, state, below, pageSize);
  const words = sayMessage("drained", { reason: action.reason });
  const { drained, unknown, onTheirWay } = await drainMessages(sql, action.id, words, found);
  const done = { changed: drained, skipped: {} };
  skip(done, "mayBeSent", unknown);
  skip(done, "onTheirWay", onTheirWay);
  skip(done, "movedOn", found.length - drained - unknown - onTheirWay);
  return { cursor: nextPlace(round, found), lookedAt: found.length, ...done };
}

/**
 * Those that are held back, those that no server has taken yet, and those that are being handed over: of
 * these, the ones that came back meanwhile are among those that wait when they are looked at once more.
 */
const rounds = ["held", "queued", "sending", "queued"] as const;

interface Place {
  round: number;
  below: Pick<WaitingMessage, "at" | "id"> | null;
}

function placeOf(cursor: string | null): Place {
  const [round = "0", at, id] = cursor?.split(" ") ?? [];
  return { round: Number(round), below: at === undefined || id === undefined ? null : { at, id } };
}

function nextPlace(round: number, found: readonly WaitingMessage[]): string | null {
  const last = found.length === pageSize ? found.at(-1) : undefined;
  if (last !== undefined) return `${round} ${last.at} ${last.id}`;
  return round + 1 < rounds.length ? `${round + 1}` : null;
}
