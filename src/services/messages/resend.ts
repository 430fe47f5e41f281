import { channelOf, notSetUp } from "../../channels/registry.ts";
import type { Resent } from "../../contract/api/message.ts";
import { AppError } from "../../contract/errors.ts";
import type { MessageRecord } from "../../db/messages/message-rows.ts";
import { findMessage } from "../../db/messages/message-rows.ts";
import {
  expiredPoolsOfRun,
  filesGone,
  lockMessage,
  recordResend,
  resendAsked,
} from "../../db/messages/resends.ts";
import { resendParam } from "../../domain/resend.ts";
import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import { messageIdOf } from "../../domain/run-id.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { ServiceContext } from "../context.ts";
import { raiseEvents } from "../events/raise.ts";
import { mayReceive, mayReceiveAt } from "../topics/may-receive.ts";
import { sendingBlock } from "../template-sends/sending-workflow.ts";
import { prepareResend } from "./prepare-resend.ts";

/**
 * Asks for a message to be sent again: an event and a run, as of any other message, committed together
 * with the record of who asked. What is checked here is checked again when it goes out; here it can be
 * told at once.
 * @throws AppError `not_found`; `conflict` with the reason why it can't go
 */
export async function resendMessage(
  context: ServiceContext,
  id: string,
  requestId: string,
): Promise<Resent> {
  return context.transaction(async (context) => {
    await lockMessage(context.sql, id);
    const original = await findMessage(context.sql, id);
    if (original === undefined) throw new AppError("not_found", `there is no message ${id}`);
    const before = await resendAsked(context.sql, id, requestId);
    if (before !== undefined) return { ...before, duplicate: true };
    const reason = await whyNot(context, original);
    if (reason !== null) throw refused(reason);
    const eventTypeKey = await prepareResend(context, channelOf(original.channel).name);
    const [result] = await raiseEvents(context, [
      {
        typeKey: eventTypeKey,
        keyValue: id,
        messageId: `resend/${id}/${requestId}`,
        params: { [resendParam]: id },
        identities: [],
        knownContactId: original.contactId,
        source: "api",
      },
    ]);
    const decisions = result !== undefined && "decisions" in result ? result.decisions : [];
    const runId = decisions.find((one) => one.runId !== undefined)?.runId;
    if (runId === undefined) throw refused(decisions[0]?.reason ?? "no workflow sends it");
    const messageId = messageIdOf({ runId, blockId: sendingBlock, visit: 1 });
    await recordResend(context.sql, { messageId, runId, originalId: id, requestId });
    return { messageId, runId, duplicate: false };
  });
}

const refused = (reason: string): AppError =>
  new AppError("conflict", `the message can't be sent again: ${reason}`);

/** Why a message can't be sent again, in words, or null. */
async function whyNot(context: ServiceContext, message: MessageRecord): Promise<string | null> {
  const { sql } = context;
  const { state, test, contactId, recipient, topic, transactional } = message;
  if (test) return "it is a test launch's";
  if (state === "held") return "it is held back, and still goes out by itself";
  if (state === "queued" || state === "sending") return "it is still on its way";
  if (recipient === "") return "its contact was erased, and its content with it";
  if (message.contentGone) return sayMessage("contentGone");
  const channel = channelOf(message.channel).name;
  if (!(await setUpChannels(context)).has(channel)) return notSetUp(channel);
  const wish = { channel, topic, transactional };
  const may = await mayReceive(sql, contactId, wish);
  if (!may.ok) return may.reason;
  const there = await mayReceiveAt(sql, contactId, recipient, wish);
  if (!there.ok) return there.reason;
  const [expired] = await expiredPoolsOfRun(sql, message.runId);
  if (expired !== undefined) return `its promo code of “${expired}” has expired`;
  const gone = await filesGone(sql, filesOf(message.content));
  return gone.length > 0 ? "files that were attached to it are no longer kept" : null;
}

/** The files of its attachments that came with an event, by their ids. */
function filesOf(content: unknown): string[] {
  if (typeof content !== "object" || content === null || !("attachments" in content)) return [];
  const { attachments } = content;
  if (!Array.isArray(attachments)) return [];
  return attachments.flatMap((one: unknown) =>
    typeof one === "object" && one !== null && "file" in one && typeof one.file === "string"
      ? [one.file]
      : [],
  );
}
