import type { BulkPreview, DrainedMessages } from "../../contract/api/bulk-action.ts";
import { drainedMessages } from "../../contract/api/bulk-action.ts";
import type { WaitingMessage, WaitingMessages } from "../../db/messages/drains.ts";
import {
  countWaiting,
  drainMessages,
  waitingBelow,
  waitingStates,
} from "../../db/messages/drains.ts";
import type { BulkPage, ClaimedBulkAction } from "../../db/queue/bulk-actions.ts";
import { namesOfWorkflows } from "../../db/workflows/workflow-rows.ts";
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

/** A page of a drain, in its transaction: first those that are held back, then those not taken yet. */
export async function drainPage(
  { sql }: ServiceContext,
  action: ClaimedBulkAction,
  cursor: string | null,
): Promise<BulkPage> {
  const messages = drainedMessages.parse(action.filter);
  const which = waitingIn({ messages, asOf: action.requestedAt });
  const { state, below } = placeOf(cursor);
  const found = await waitingBelow(sql, which, state, below, pageSize);
  const words = sayMessage("drained", { reason: action.reason });
  const { drained, unknown } = await drainMessages(sql, action.id, words, found);
  const done = { changed: drained - unknown, skipped: {} };
  skip(done, "mayBeSent", unknown);
  skip(done, "movedOn", found.length - drained);
  return { cursor: nextPlace(state, found), lookedAt: found.length, ...done };
}

type Place = {
  state: (typeof waitingStates)[number];
  below: Pick<WaitingMessage, "at" | "id"> | null;
};

function placeOf(cursor: string | null): Place {
  const [state, at, id] = cursor?.split(" ") ?? [];
  const known = waitingStates.find((one) => one === state) ?? waitingStates[0];
  return { state: known, below: at === undefined || id === undefined ? null : { at, id } };
}

function nextPlace(state: Place["state"], found: readonly WaitingMessage[]): string | null {
  const last = found.length === pageSize ? found.at(-1) : undefined;
  if (last !== undefined) return `${state} ${last.at} ${last.id}`;
  return waitingStates[waitingStates.indexOf(state) + 1] ?? null;
}
