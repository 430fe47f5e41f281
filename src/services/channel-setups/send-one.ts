import type { ChannelResources, TestMessage } from "../../channels/adapter.ts";
import type { ChannelName } from "../../channels/registry.ts";
import { channelOf, channelTrial } from "../../channels/registry.ts";
import type { SendOutcome } from "../../channels/send-outcome.ts";
import type { Sql } from "../../db/core/database.ts";
import { findSetup } from "../../db/messages/channel-setups.ts";
import type { Config } from "../../platform/config/config.ts";

export type SendingResources = Omit<
  ChannelResources,
  "agent" | "http2Agent" | "connect" | "config"
> & { config: Config };

/**
 * Sends one message of our own, which no contact and no run is behind, by a channel as it is set up now.
 * @returns what became of it, or in words why it could not be sent at all
 */
export async function sendOne(
  sql: Sql,
  resources: SendingResources,
  channel: ChannelName,
  message: TestMessage,
): Promise<SendOutcome | string> {
  const description = channelOf(channel);
  const row = await findSetup(sql, channel);
  if (description.adapter === undefined || (row === undefined && description.isBuiltIn !== true)) {
    return `the ${description.label} channel is not set up`;
  }
  const tryChannel = await channelTrial();
  return tryChannel(resources, description, row, message);
}
