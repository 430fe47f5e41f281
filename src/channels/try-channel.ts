import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { SetupRow } from "../db/messages/channel-setups.ts";
import { listPauses } from "../db/messages/channel-setups.ts";
import { guardedAgent } from "../platform/address-guard/agent.ts";
import { guardedConnect } from "../platform/address-guard/socket.ts";
import type { Config } from "../platform/config/config.ts";
import type { ChannelResources, SendOutcome, TestMessage } from "./adapter.ts";
import type { ChannelDescription } from "./description.ts";
import type { SendingChannel } from "./open-channel.ts";
import { channelGate, openChannel } from "./open-channel.ts";
import { ChannelPaused } from "./throttle.ts";

type Given = Omit<ChannelResources, "agent" | "http2Agent" | "connect" | "config"> & {
  config: ChannelResources["config"] & Pick<Config, "webhooks">;
};

const patienceMs = 10_000;

/**
 * Sends one message by a channel as it is set up, within its limits.
 *
 * @param row undefined: as the environment has it
 * @returns what became of it, or in words why it could not be sent at all
 */
export async function tryChannel(
  given: Given,
  description: ChannelDescription,
  row: SetupRow | undefined,
  message: TestMessage,
): Promise<SendOutcome | string> {
  const { db, config } = given;
  const { name } = description;
  const allowed = config.webhooks.allowPrivateHosts;
  const agent = guardedAgent({ allowed });
  const http2Agent = guardedAgent({ allowed, http2: true });
  const connect = guardedConnect(allowed);
  const gate = channelGate(db, name, config.mail);
  const paused = await listPauses(db);
  const channel = await openChannel({
    ...given,
    agent,
    http2Agent,
    connect,
    description,
    row,
    pauses: new Map(paused.map((one) => [one.channel, performance.now() + one.leftMs])),
    sharedGate: () => gate,
  });
  try {
    if (typeof channel === "string") return channel;
    return await Promise.race([inTurn(channel, message), tooMany()]);
  } finally {
    if (typeof channel !== "string") await channel.close();
    void gate.close().then(() => Promise.all([agent.close(), http2Agent.close()]));
  }
}

async function inTurn(
  channel: SendingChannel,
  message: TestMessage,
): Promise<SendOutcome | string> {
  const { sendTest, description } = channel;
  if (sendTest === undefined) return `the ${description.label} channel can't be tried like this`;
  try {
    return await channel.inTurn(() => sendTest(message));
  } catch (error) {
    if (!(error instanceof ChannelPaused)) throw error;
    return { outcome: "deferred", message: error.message, retryAfterMs: error.forMs };
  }
}

/** Longer than a send may last: then it was waiting for its turn. */
async function tooMany(): Promise<SendOutcome> {
  await sleep(3 * patienceMs, undefined, { ref: false });
  return { outcome: "deferred", message: "as many messages as may be are on their way" };
}
