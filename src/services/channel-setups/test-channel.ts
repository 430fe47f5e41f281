import type { ChannelResources } from "../../channels/adapter.ts";
import type { ChannelName } from "../../channels/registry.ts";
import { channelOf, channelTrial } from "../../channels/registry.ts";
import type { TestAnswer } from "../../contract/api/channels.ts";
import { AppError } from "../../contract/errors.ts";
import { findSetup } from "../../db/messages/channel-setups.ts";
import { newId } from "../../platform/new-id.ts";
import type { Config } from "../../platform/config/config.ts";
import type { ServiceContext } from "../context.ts";

type Resources = Omit<ChannelResources, "agent" | "http2Agent" | "connect" | "config"> & {
  config: Config;
};

/**
 * Sends a message to an address by a channel, as it is set up now.
 *
 * @returns what its provider said
 * @throws AppError `conflict` where the channel is not set up, or not rightly
 */
export async function testChannel(
  context: ServiceContext,
  resources: Resources,
  channel: ChannelName,
  { to, text }: { to: string; text: string },
): Promise<TestAnswer> {
  const description = channelOf(channel);
  const row = await findSetup(context.sql, channel);
  if (description.adapter === undefined || (row === undefined && description.isBuiltIn !== true)) {
    throw new AppError("conflict", `the ${description.label} channel is not set up`);
  }
  const tryChannel = await channelTrial();
  const outcome = await tryChannel(resources, description, row, { id: newId(), to, text });
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
