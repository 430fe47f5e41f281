import { builtInChannels, channels } from "../../channels/registry.ts";
import { listSetups } from "../../db/messages/channel-setups.ts";
import type { ServiceContext } from "../context.ts";

/** The names of the channels that messages can be sent by now. */
export async function setUpChannels(context: ServiceContext): Promise<Set<string>> {
  const found = builtInChannels();
  for (const { channel, removedAt } of await listSetups(context.sql)) {
    if (removedAt === null && channels.get(channel)?.adapter !== undefined) found.add(channel);
  }
  return found;
}
