import { AppError } from "../../../contract/errors.ts";
import { addressParam, filesParam } from "../../../services/template-sends/prepare.ts";
import type { Recipient } from "../../../services/template-sends/send.ts";
import { sendTemplate } from "../../../services/template-sends/send.ts";
import { templateGiven } from "../../../services/template-sends/template-given.ts";
import { writtenTemplate } from "../../../services/template-sends/written-template.ts";
import { messageIdOf } from "../event-step.ts";
import type { FormatDependencies } from "../format.ts";
import { readEmailRequest } from "./email-request.ts";

/**
 * Sends a transactional e-mail, by the workflow that sends a template on request.
 *
 * @param requestId with the same one a repetition sends nothing
 * @throws AppError `invalid`, LimitExceeded
 */
export async function sendEmail(
  { context, ingest }: FormatDependencies,
  body: unknown,
  requestId: string | undefined,
): Promise<{ delivery_id: string; queued_at: number }> {
  const now = new Date();
  const { identities, to, template, files, params } = readEmailRequest(body, now);
  const templateId =
    template === null
      ? await writtenTemplate(context)
      : (await templateGiven(context, template))?.id;
  if (templateId === undefined) {
    throw new AppError(
      "invalid",
      `"transactional_message_id" not found: there is no template ${String(template)}`,
    );
  }
  const recipient: Recipient = { identities, params: { ...params } };
  if (to !== null) recipient.params[addressParam] = to;
  if (files.length > 0) recipient.params[filesParam] = files;
  const messageId = messageIdOf("customerio-email", requestId);
  if (messageId !== undefined) recipient.messageId = messageId;
  const [sent] = await sendTemplate({ context, ingest }, templateId, [recipient], "transactional");
  if (sent === undefined) throw new Error("a mail was neither asked for nor refused");
  if (sent.outcome === "not_sent") throw new AppError("invalid", sent.reason);
  return { delivery_id: sent.messageId, queued_at: Math.floor(now.getTime() / 1_000) };
}
