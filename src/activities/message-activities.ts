import { Context } from "@temporalio/activity";
import type { SendingChannel } from "../channels/open.ts";
import type { Throttle } from "../channels/throttle.ts";
import type { Transaction } from "../db/core/database.ts";
import {
  failQueuedMessages,
  insertMessage,
  setMessageState,
  setMessageStates,
} from "../db/messages/message-rows.ts";
import { passChannel } from "../db/messages/paused-channels.ts";
import type { Performed } from "../domain/plan.ts";
import { sayMessage } from "../domain/sentences/message-sentences.ts";
import { formerActivity } from "../domain/written-plan.ts";
import { countMessage } from "../platform/telemetry/count-message.ts";
import { restarting } from "../rendering/restarting.ts";
import { mapErrors } from "./map-errors.ts";
import { withHeartbeat } from "./heartbeat.ts";
import type { MessageDependencies } from "./message-pipeline.ts";
import { deliver, notTaken, putOff, requireChannel } from "./message-delivery.ts";
import type { Sending, ToSend, Turn } from "./message-ready.ts";
import { makeReady, outcomeOf, settle } from "./message-ready.ts";
import { lockStep } from "./open-step.ts";
import type { StepContent } from "./step-content.ts";
import { withContent } from "./step-content.ts";
import type { OutsideActivities } from "./types.ts";

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
    const inTurn =
      turn.channel === undefined ? unthrottled : throttleOf(requireChannel(deps, turn.channel));
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

/**
 * Keeps a message that was made now, and marks that its server may have taken it: the last statements.
 * Where its channel was paused since it was read, all of it is done again, and finds that.
 */
async function markSending(sql: Transaction, content: StepContent, ready: ToSend): Promise<ToSend> {
  const { made, message } = ready;
  const written = [
    ...(message.test ? [] : [passChannel(sql, message)]),
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
      await setMessageStates(sql, [putOff(id, delivery)]);
      countMessage(sql, message, "deferred");
      const isActive = run.status === "pending" || run.status === "running";
      if (!isActive) await failQueuedMessages(sql, run.id, sayMessage("runEnded"));
    });
    // What the server said may name the person: it stands in the message's log, not in Temporal.
    throw notTaken(`message ${id} was not taken yet (${delivery.why})`, delivery.retryAfterMs);
  }
  const { state, detail, provider, providerId } = delivery;
  return deps.db.tx(async (sql) => {
    const { run, done } = await lockStep(sql, step);
    // Another attempt went on meanwhile (this one was taken for dead): its word stands, but what
    // is known for certain is noted.
    const noted = done === undefined || state === "sent";
    if (noted) countMessage(sql, message, state);
    const change = { id, state, detail, provider, providerId };
    const note = noted ? setMessageStates(sql, [change]) : undefined;
    const shown = state === "sent" ? undefined : detail;
    const outcome = outcomeOf(published.block, message, state, shown);
    const [, performed] = await Promise.all([
      note,
      done ?? settle(sending, sql, run, published, outcome),
    ]);
    return performed;
  });
}
