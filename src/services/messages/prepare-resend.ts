import type { ChannelName } from "../../channels/registry.ts";
import { channelOf } from "../../channels/registry.ts";
import { messageKinds } from "../../blocks/message-kinds.ts";
import { hasSendingWorkflow, lockSendsOf } from "../../db/messages/written-sends.ts";
import { required } from "../../domain/required.ts";
import { resendMark, resendParam } from "../../domain/resend.ts";
import type { ServiceContext } from "../context.ts";
import { makeSendingWorkflow, sendingTag } from "../template-sends/sending-workflow.ts";
import { publishWorkflow } from "../workflows/publish.ts";
import { activateWorkflow } from "../workflows/status.ts";

/**
 * What the block would say where a worker doesn't know of resends: nothing, as this has no value. What
 * it does say is the message that is sent again (src/activities/resent-message.ts).
 */
const nothing = "{{ event.params.onlyOfNewerWorkers }}";

/**
 * The workflow by which messages of a channel are sent again, made the first time: an ordinary one,
 * so that what holds for messages of workflows holds for these.
 * @returns the key of the events that start it
 */
export async function prepareResend(
  context: ServiceContext,
  channel: ChannelName,
): Promise<string> {
  const eventTypeKey = `resendRequested-${channel}`;
  if (await hasSendingWorkflow(context.sql, eventTypeKey, sendingTag)) return eventTypeKey;
  await context.transaction(async (context) => {
    // Of two first requests one makes it.
    await lockSendsOf(context.sql, eventTypeKey);
    if (await hasSendingWorkflow(context.sql, eventTypeKey, sendingTag)) return;
    const { kind } = required(
      messageKinds.find((one) => one.channel.name === channel),
      "a kind of message",
    );
    const content = channel === "email" ? { subject: nothing, html: nothing } : { text: nothing };
    const id = await makeSendingWorkflow(context, {
      name: `: ${channelOf(channel).label} sent again`,
      eventTypeKey,
      kind,
      config: {
        ...content,
        transactional: true,
        onMissing: "fail",
        data: { [resendMark]: `{{ event.params.${resendParam} }}` },
      },
    });
    await publishWorkflow(context, id);
    await activateWorkflow(context, id);
  });
  return eventTypeKey;
}
