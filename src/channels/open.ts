import { reserveSends } from "../db/messages/send-rates.ts";
import type { ChannelResources, OpenChannel } from "./adapter.ts";
import type { ChannelDescription } from "./description.ts";
import { channelOf, channels } from "./registry.ts";
import type { Throttle } from "./throttle.ts";
import { throttle } from "./throttle.ts";

/** A channel that this process sends by. */
export interface SendingChannel extends OpenChannel {
  description: ChannelDescription;
  /** Does something when there is room for it within the channel's limits. */
  inTurn: Throttle;
}

export interface OpenChannels {
  all: readonly SendingChannel[];
  /**
   * @param noted the channel of a message or of a row: its name, or what it calls its inbox
   * @throws when it is not set up
   */
  get(noted: string): SendingChannel;
  close(): Promise<void>;
}

/** Opens every channel that is set up. */
export async function openChannels(given: ChannelResources): Promise<OpenChannels> {
  const all = await Promise.all(
    [...channels.values()].flatMap((description) =>
      description.adapter === undefined ? [] : open(description, description.adapter(), given),
    ),
  );
  return {
    all,
    get: (noted) => {
      const { name, label } = channelOf(noted);
      const found = all.find(({ description }) => description.name === name);
      if (found === undefined) throw new Error(`the ${label} channel is not set up`);
      return found;
    },
    close: async () => {
      await Promise.all(all.map((channel) => channel.close()));
    },
  };
}

async function open(
  description: ChannelDescription,
  loading: ReturnType<NonNullable<ChannelDescription["adapter"]>>,
  given: ChannelResources,
): Promise<SendingChannel> {
  const channel = (await loading).open(given);
  const { concurrency, perSecond } = channel.limits;
  const inTurn = throttle({
    concurrency,
    perSecond,
    reserve: (count) => reserveSends(given.db, description.name, count, perSecond ?? 1),
  });
  return { ...channel, description, inTurn };
}
