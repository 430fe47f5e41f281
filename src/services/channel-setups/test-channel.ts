import type { TestMessage } from "../../channels/adapter.ts";
import type { ChannelName } from "../../channels/registry.ts";
import { channelOf } from "../../channels/registry.ts";
import type { ChannelTestBody, TestAnswer } from "../../contract/api/channels.ts";
import { AppError } from "../../contract/errors.ts";
import { newId } from "../../platform/new-id.ts";
import type { ServiceContext } from "../context.ts";
import type { SendingResources } from "./send-one.ts";
import { sendOne } from "./send-one.ts";

/**
 * Sends a message to an address by a channel, as it is set up now.
 *
 * @returns what its provider said
 * @throws AppError `conflict` where the channel is not set up, or not rightly; `invalid` for a template
 *   where the channel has none
 */
export async function testChannel(
  context: ServiceContext,
  resources: SendingResources,
  channel: ChannelName,
  { to, text, template }: ChannelTestBody,
): Promise<TestAnswer> {
  const message: TestMessage = { id: newId(), to, text };
  if (template !== undefined) {
    const { label, hasTemplates = false } = channelOf(channel);
    if (!hasTemplates) {
      const fault = `the ${label} channel has no templates of its own: leave it out`;
      throw new AppError("invalid", "the test can't be sent like this", {
        faults: [{ path: "template", message: fault }],
      });
    }
    message.template = template;
  }
  const outcome = await sendOne(context.sql, resources, channel, message);
  if (typeof outcome === "string") throw new AppError("conflict", outcome);
  if (outcome.outcome === "sent") {
    const { response, providerId = null } = outcome;
    return { outcome: "sent", detail: response, providerId, retryAfterSeconds: null };
  }
  const retryAfterMs = outcome.outcome === "deferred" ? outcome.retryAfterMs : undefined;
  return {
    outcome: outcome.outcome,
    detail: outcome.message,
    providerId: null,
    retryAfterSeconds: retryAfterMs === undefined ? null : retryAfterMs / 1_000,
  };
}
