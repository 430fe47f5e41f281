import type { ChannelName } from "../../channels/registry.ts";
import { channelNames, channelOf } from "../../channels/registry.ts";
import type { ChannelPausesAnswer, ChannelStateAnswer } from "../../contract/api/channels.ts";
import type { PausedChannelRow } from "../../db/messages/paused-channels.ts";
import {
  countOnTheirWay,
  listPausedChannels,
  waitingForChannels,
} from "../../db/messages/paused-channels.ts";
import type { ServiceContext } from "../context.ts";

type State = Pick<ChannelStateAnswer, "pause" | "waiting">;

/** Who has paused which channel, and what waits for it. */
export async function pauseStates({
  sql,
}: ServiceContext): Promise<(channel: ChannelName) => State> {
  const [paused, waiting] = await Promise.all([listPausedChannels(sql), waitingForChannels(sql)]);
  return (channel) => {
    const pause = paused.find((one) => one.channel === channel);
    const { messages, broadcasts } = waiting.find((one) => one.channel === channel) ?? none;
    return {
      pause: pause === undefined ? null : presentPause(pause),
      waiting: { messages, broadcasts },
    };
  };
}

/** Channels that are paused, and those that were and for which something still waits. */
export async function listChannelPauses(context: ServiceContext): Promise<ChannelPausesAnswer> {
  const stateOf = await pauseStates(context);
  const items = channelNames
    .map((channel) => ({ channel, name: channelOf(channel).label, ...stateOf(channel) }))
    .filter(({ pause, waiting }) => pause !== null || waiting.messages + waiting.broadcasts > 0);
  return { items };
}

export async function channelState(
  context: ServiceContext,
  channel: ChannelName,
): Promise<ChannelStateAnswer> {
  const [stateOf, onTheirWay] = await Promise.all([
    pauseStates(context),
    countOnTheirWay(context.sql, channel),
  ]);
  return { channel, name: channelOf(channel).label, ...stateOf(channel), onTheirWay };
}

const none = { messages: 0, broadcasts: 0 };

function presentPause(row: PausedChannelRow): NonNullable<State["pause"]> {
  const { reason, transactional, pausedAt, until, askedKind, askedId, askedName } = row;
  const by = { kind: askedKind, id: askedId, name: askedName };
  return { reason, transactional, pausedAt, until, by };
}
