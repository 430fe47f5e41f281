import type { ServiceContext } from "../context.ts";
import type { ChannelDescription } from "../../channels/description.ts";
import { channelOf } from "../../channels/registry.ts";
import type { MessageDetails } from "../../contract/api/message.ts";
import { AppError } from "../../contract/errors.ts";
import { logOfMessage, messageDetailsById } from "../../db/messages/message-history.ts";
import { originalOfResend, resendsOf } from "../../db/messages/resends.ts";
import { presentMessage } from "./present.ts";

function segmentsOf(
  { segments }: ChannelDescription,
  content: unknown,
): MessageDetails["segments"] {
  if (segments === undefined) return null;
  const { left: _left, ...counted } = segments(content);
  return counted;
}

/** A message as it was sent, and its life. @throws AppError `not_found` */
export async function getMessage(context: ServiceContext, id: string): Promise<MessageDetails> {
  const row = await messageDetailsById(context.sql, id);
  if (row === undefined) throw new AppError("not_found", `there is no message ${id}`);
  const { sender, channel, content, links, response, provider, providerId, contentGone } = row;
  const description = channelOf(channel);
  const { html, text } = description.shown(content);
  return {
    ...presentMessage(row),
    sender,
    html,
    text,
    links,
    response,
    provider,
    providerId,
    contentGone,
    segments: segmentsOf(description, content),
    ...(description.files?.(content) ?? { attachments: [], missingFiles: [] }),
    log: await logOfMessage(context.sql, id),
    resendOf: await originalOfResend(context.sql, id),
    resends: await resendsOf(context.sql, id),
  };
}
