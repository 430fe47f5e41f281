import { performance } from "node:perf_hooks";
import type { Logger } from "pino";
import type { SetupRow } from "../db/messages/channel-setups.ts";
import { listPauses, listSetups } from "../db/messages/channel-setups.ts";
import type { Config } from "../platform/config/config.ts";
import { guardedAgent } from "../platform/address-guard/agent.ts";
import { guardedConnect } from "../platform/address-guard/socket.ts";
import type { LinkSigner } from "../services/clicks/link-signer.ts";
import type { ChannelResources } from "./adapter.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import { noTelemetry } from "../platform/telemetry/telemetry.ts";
import type { ChannelDescription } from "./description.ts";
import type { Pauses, SendingChannel } from "./open-channel.ts";
import { channelGate, openChannel } from "./open-channel.ts";
import { channelOf, channels } from "./registry.ts";
import type { Gate } from "./slots.ts";
import { watchedChannel } from "./watched-channel.ts";

export type { SendingChannel } from "./open-channel.ts";

export interface OpenChannels {
  /** By which the links of messages are signed. */
  readonly links: LinkSigner;
  /** Those that are set up now. */
  readonly all: readonly SendingChannel[];
  /** The names of those whose task queues may hold something: of channels that were taken down, too. */
  readonly served: readonly string[];
  /**
   * @param noted the channel of a message or of a row: its name, or what it calls its inbox
   * @returns undefined when it is not set up
   */
  get(noted: string): SendingChannel | undefined;
  /** Reads the set-ups and pauses again; what has changed is open when it resolves. */
  refresh(): Promise<void>;
  /** Gives other workers the slots that are held here and not in use. */
  yieldSlots(): void;
  /** Is called after each change. */
  onChange(listener: () => void): void;
  close(): Promise<void>;
}

interface Opened {
  /** Of its row; undefined: nothing was set up. */
  revision: string | undefined;
  channel: SendingChannel | undefined;
}

type Given = Omit<ChannelResources, "agent" | "http2Agent" | "connect" | "config"> & {
  config: ChannelResources["config"] & Pick<Config, "webhooks">;
  log?: Logger | undefined;
  /** What turns and sends are measured and traced with; left out: nothing. */
  telemetry?: Telemetry | undefined;
};

/** Opens every channel that is set up, and follows what becomes of their set-ups (`refresh`). */
export async function openChannels(given: Given): Promise<OpenChannels> {
  const { db, config, log, telemetry = noTelemetry } = given;
  const allowed = config.webhooks.allowPrivateHosts;
  const agent = guardedAgent({ allowed });
  const http2Agent = guardedAgent({ allowed, http2: true });
  const connect = guardedConnect(allowed);
  const opened = new Map<string, Opened>();
  const gates = new Map<string, Gate>();
  const pauses: Pauses = new Map();
  const listeners: (() => void)[] = [];
  const closing = new Set<Promise<void>>();
  let served: string[] = [];

  function gateOf(channel: string): Gate {
    const gate = gates.get(channel) ?? channelGate(db, channel, config.mail);
    gates.set(channel, gate);
    return gate;
  }

  async function open(
    description: ChannelDescription,
    row: SetupRow | undefined,
  ): Promise<SendingChannel | undefined> {
    const { name, isBuiltIn = false } = description;
    if (row === undefined && !isBuiltIn) return undefined;
    const channel = await openChannel({
      ...given,
      agent,
      http2Agent,
      connect,
      description,
      row,
      pauses,
      sharedGate: () => gateOf(name),
    });
    if (typeof channel !== "string") return watchedChannel(channel, telemetry);
    log?.error({ channel: name, why: channel }, "a channel can't be used as it is set up");
    return undefined;
  }

  /** What the one before is sending, it sends to its end. */
  function retire(channel: SendingChannel): void {
    const ended = channel.close().catch((error: unknown) => {
      log?.warn({ err: error }, "a channel did not end in order");
    });
    closing.add(ended);
    void ended.then(() => closing.delete(ended));
  }

  async function refresh(): Promise<void> {
    const [rows, paused] = await Promise.all([listSetups(db), listPauses(db)]);
    pauses.clear();
    for (const { channel, leftMs } of paused) pauses.set(channel, performance.now() + leftMs);
    let isChanged = false;
    for (const description of channels.values()) {
      const { name } = description;
      const row = rows.find(({ channel, removedAt }) => channel === name && removedAt === null);
      const before = opened.get(name);
      if (before !== undefined && before.revision === row?.revision) continue;
      const channel = await open(description, row);
      opened.set(name, { revision: row?.revision, channel });
      if (before?.channel !== undefined) retire(before.channel);
      isChanged = true;
    }
    if (!isChanged) return;
    const known = rows.map(({ channel }) => channel).filter((name) => channels.has(name));
    served = [...new Set([...known, ...inUse().map(({ description }) => description.name)])];
    for (const listener of listeners) listener();
  }

  const inUse = (): SendingChannel[] =>
    [...opened.values()].flatMap(({ channel }) => channel ?? []);

  let refreshing: Promise<void> = Promise.resolve();
  const inOrder = (): Promise<void> => {
    const next = refreshing.then(refresh);
    refreshing = next.catch(() => undefined);
    return next;
  };
  await inOrder();

  return {
    links: given.links,
    get all() {
      return inUse();
    },
    get served() {
      return served;
    },
    get: (noted) => opened.get(channelOf(noted).name)?.channel,
    refresh: inOrder,
    yieldSlots: () => {
      for (const gate of gates.values()) gate.yield();
    },
    onChange: (listener) => void listeners.push(listener),
    close: async () => {
      await refreshing;
      for (const channel of inUse()) retire(channel);
      await Promise.all(closing);
      await Promise.all([...gates.values()].map((gate) => gate.close()));
      await Promise.all([agent.close(), http2Agent.close()]);
    },
  };
}
