import { AppError } from "../../contract/errors.ts";
import { hasSendingWorkflow, lockSendsOf } from "../../db/messages/written-sends.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { ServiceContext } from "../context.ts";
import { publishWorkflow } from "../workflows/publish.ts";
import { activateWorkflow } from "../workflows/status.ts";
import { makeSendingWorkflow, sendingTag } from "./sending-workflow.ts";

const eventTypeKey = "smsRequested";

/**
 * The workflow of SMS whose text comes with the request, made the first time: its message says what
 * the event says. SMS have no templates, so that it is known by what starts it.
 * @returns the key of the events that start it
 * @throws AppError `invalid` where the channel is not set up
 */
export async function prepareWrittenSms(context: ServiceContext): Promise<string> {
  if (!(await setUpChannels(context)).has("sms")) {
    throw new AppError("invalid", "no SMS can be sent: no channel for SMS is set up");
  }
  if (await hasSendingWorkflow(context.sql, eventTypeKey, sendingTag)) return eventTypeKey;
  await context.transaction(async (context) => {
    // Of two first requests one makes it.
    await lockSendsOf(context.sql, eventTypeKey);
    if (await hasSendingWorkflow(context.sql, eventTypeKey, sendingTag)) return;
    const id = await makeSendingWorkflow(context, {
      name: ": SMS written by API",
      eventTypeKey,
      kind: "sendSms",
      config: { text: "{{ event.params.text }}" },
    });
    await publishWorkflow(context, id);
    await activateWorkflow(context, id);
  });
  return eventTypeKey;
}
