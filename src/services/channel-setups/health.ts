import { channelNames, channelOf } from "../../channels/registry.ts";
import type { ChannelHealth } from "../../contract/api/channels.ts";
import { channelHealth } from "../../db/messages/channel-health.ts";
import type { ServiceContext } from "../context.ts";

/** Looked at, at most: the page must not count millions for a figure of health. */
const mostCounted = 20_000;

/** How each channel's messages of the last 24 hours fared. */
export async function healthOfChannels(
  context: ServiceContext,
): Promise<{ items: ChannelHealth[]; mostCounted: number }> {
  const rows = await channelHealth(context.sql, mostCounted);
  const items = channelNames.map((channel): ChannelHealth => {
    const { inbox } = channelOf(channel);
    const own = rows.filter((row) => row.channel === channel || row.channel === inbox);
    const sum = (name: "sent" | "failed" | "unknown" | "waiting") =>
      own.reduce((total, row) => total + row[name], 0);
    const [last] = own.toSorted((a, b) => Number(b.lastProblemAt) - Number(a.lastProblemAt));
    const { lastProblem = null, lastProblemAt = null } = last ?? {};
    return {
      channel,
      sent: sum("sent"),
      failed: sum("failed"),
      unknown: sum("unknown"),
      waiting: sum("waiting"),
      lastProblem:
        lastProblem === null || lastProblemAt === null
          ? null
          : { words: lastProblem, at: lastProblemAt },
    };
  });
  return { items, mostCounted };
}
