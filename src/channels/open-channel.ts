import { performance } from "node:perf_hooks";
import type { Database } from "../db/core/database.ts";
import { giveSlotsBack, takeSlots } from "../db/messages/channel-slots.ts";
import type { SetupRow } from "../db/messages/channel-setups.ts";
import { notifySetups, pauseChannel, notifyShortage } from "../db/messages/channel-setups.ts";
import { reserveSends } from "../db/messages/send-rates.ts";
import { readSetup } from "../services/channel-setups/read-setup.ts";
import type { ChannelResources, ChannelSetup, OpenChannel, SendOutcome } from "./adapter.ts";
import type { ChannelDescription } from "./description.ts";
import type { Config } from "../platform/config/config.ts";
import { hookUrlOf } from "../domain/hook-url.ts";
import { email } from "./email/description.ts";
import type { KnownIds } from "./known-ids.ts";
import { isKnownStill } from "./known-ids.ts";
import { providerHttp } from "./provider-http.ts";
import type { Gate } from "./slots.ts";
import { bothGates, localGate, sharedGate } from "./slots.ts";
import type { Throttle } from "./throttle.ts";
import { throttle } from "./throttle.ts";

/** A channel that this process sends by. */
export interface SendingChannel extends OpenChannel {
  description: ChannelDescription;
  /** Null: by none, or by what the environment names. */
  provider: string | null;
  /** Does something when there is room for it within the channel's limits. */
  inTurn: Throttle;
  /**
   * Whether its provider knows a message by its id still that it may have taken at that time: then it
   * may be asked again.
   */
  knowsStill(takenAt: Date, now: number): boolean;
  pauseLeftMs(): number;
}

/** Until when channels are paused, by their names; of this process's clock. */
export type Pauses = Map<string, number>;

interface Opening extends ChannelResources {
  description: ChannelDescription;
  /** Undefined: of a channel that is built in, where nothing was set up. */
  row: SetupRow | undefined;
  pauses: Pauses;
  /** Of all workers, for a channel whose limits are theirs; it outlives a change of the set-up. */
  sharedGate(): Gate;
}

/** @returns why it can't be opened, in words, where it can't */
export async function openChannel(given: Opening): Promise<SendingChannel | string> {
  const { description, row } = given;
  if (description.adapter === undefined) return `nothing sends by the ${description.label} channel`;
  const setup = row === undefined ? null : await openSetup(given, row);
  if (typeof setup === "string") return setup;
  const channel = (await description.adapter()).open(given, setup);
  return sending(given, channel, knownIds(description, row, setup));
}

/** A channel that the environment names has room in each worker beside that of all of them. */
function gateOf(given: Opening, { concurrency, areOfAll = false }: OpenChannel["limits"]): Gate {
  if (given.row !== undefined) return given.sharedGate();
  const own = localGate(concurrency);
  return areOfAll ? bothGates(own, given.sharedGate()) : own;
}

/** Room for a channel's messages, of all workers together. */
export function channelGate(db: Database, channel: string, mail: Config["mail"]): Gate {
  const withoutSetup = channel === email.name ? mail.concurrencyOfAll : undefined;
  return sharedGate({
    channel,
    take: (asked) => takeSlots(db, { ...asked, withoutSetup }),
    giveBack: (holder) => giveSlotsBack(db, channel, holder),
    onShortage: () => void notifyShortage(db),
    now: () => performance.now(),
  });
}

/** What a channel sends with, by its row. */
async function openSetup(
  {
    description,
    agent,
    http2Agent,
    connect,
    config,
    renderer,
  }: Pick<Opening, "description" | "agent" | "http2Agent" | "connect" | "config" | "renderer">,
  row: SetupRow,
): Promise<ChannelSetup | string> {
  const read = readSetup(description, row, config.secretsKeys);
  if (read.outcome === "unusable") return read.why;
  const { provider, setup } = read;
  const opened = (await provider.adapter()).open({
    ...setup,
    http: providerHttp(agent, Object.values(setup.secrets), undefined, http2Agent),
    connect,
    renderer,
    publicUrl: config.publicUrl,
    hookUrl: hookUrlOf(config.publicUrl, row.hookToken),
  });
  const { concurrency, perSecond } = row;
  const limits = { concurrency, perSecond: perSecond ?? undefined };
  return { provider: opened, settings: setup.settings, limits };
}

function knownIds(
  { providers = [] }: ChannelDescription,
  row: SetupRow | undefined,
  setup: ChannelSetup | null,
): KnownIds | undefined {
  if (row === undefined || setup === null) return undefined;
  const provider = providers.find(({ name }) => name === row.provider);
  const forMs = provider?.knowsIdsForMs?.(setup.settings);
  return forMs === undefined ? undefined : { setUpAt: row.updatedAt, forMs };
}

function sending(
  given: Opening,
  channel: OpenChannel,
  known: KnownIds | undefined,
): SendingChannel {
  const { db, description, row, pauses } = given;
  const { name } = description;
  const { perSecond } = channel.limits;
  const gate = gateOf(given, channel.limits);
  const pauseLeftMs = (): number => Math.max(0, (pauses.get(name) ?? 0) - performance.now());
  const inTurn = throttle({
    gate,
    perSecond,
    reserve: (count) => reserveSends(db, name, count, perSecond ?? 1),
    pauseLeftMs,
  });
  let underWay = 0;
  let end: (() => void) | undefined;

  /** Every worker hears of it; this one knows. */
  function pause(forMs: number): void {
    if (forMs <= pauseLeftMs()) return;
    pauses.set(name, performance.now() + forMs);
    // Whoever is not told is told by the provider.
    pauseChannel(db, name, forMs).then(
      () => notifySetups(db),
      () => undefined,
    );
  }

  async function sendNow(one: () => Promise<SendOutcome>): Promise<SendOutcome> {
    if (!gate.isFresh()) {
      return { outcome: "deferred", message: "it took too long until it was its turn" };
    }
    underWay++;
    try {
      const outcome = await one();
      const { retryAfterMs = 0 } = outcome.outcome === "deferred" ? outcome : {};
      if (retryAfterMs > 0) pause(retryAfterMs);
      return outcome;
    } finally {
      if (--underWay === 0) end?.();
    }
  }

  const { sendTest } = channel;
  return {
    ...channel,
    ...(sendTest !== undefined && { sendTest: (test) => sendNow(() => sendTest(test)) }),
    description,
    provider: row?.provider ?? null,
    inTurn,
    knowsStill: (takenAt, now) => known !== undefined && isKnownStill(known, takenAt, now),
    pauseLeftMs,
    send: async (message) => {
      if (channel.prepare === undefined) return sendNow(() => channel.send(message));
      const prepared = await channel.prepare(message);
      return prepared.outcome === "ready" ? sendNow(prepared.send) : prepared;
    },
    close: async () => {
      if (underWay > 0) await new Promise<void>((resolve) => (end = resolve));
      await channel.close();
    },
  };
}
