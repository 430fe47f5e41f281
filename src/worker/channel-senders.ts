import type { Worker } from "@temporalio/worker";
import type { Logger } from "pino";
import type { ChannelLimits } from "../channels/adapter.ts";
import type { OpenChannels } from "../channels/open.ts";
import type { Repeated } from "./repeat.ts";
import { repeat } from "./repeat.ts";
import type { TemporalWorkers } from "./temporal-workers.ts";

const lookEveryMs = 5_000;

/** Looks what channels are set up with, every few seconds and when it is told to (`look`). */
export function followSetups(channels: OpenChannels, log: Logger): Repeated & { look(): void } {
  const looking = repeat("to look at channels", lookEveryMs, () => channels.refresh(), log);
  return {
    ...looking,
    look: () => {
      // What fails now is tried again in due time.
      channels.refresh().catch(() => undefined);
    },
  };
}

interface Running {
  limits: ChannelLimits;
  worker: Worker;
  ended: Promise<void>;
}

export interface Senders {
  /** Resolves when all have ended after `stop`; fails when one of them does. */
  done: Promise<void>;
  /** Those that are at work now. */
  workers(): Worker[];
  stop(): void;
}

/** Of a channel that was taken down: what still waits in its queue is only told so. */
const withoutChannel: ChannelLimits = { concurrency: 5, perSecond: undefined };

/**
 * A Temporal worker for the task queue of each channel that is set up. One starts when its channel is
 * set up, and another takes its place when the channel's limits change: it ends what it has begun.
 */
export function startSenders(given: {
  channels: OpenChannels;
  senderOf: TemporalWorkers["senderOf"];
  log: Logger;
}): Senders {
  const { channels, senderOf, log } = given;
  const running = new Map<string, Running>();
  let isStopping = false;
  let settling: Promise<void> = Promise.resolve();
  let ended: () => void = () => undefined;
  let failed: (error: unknown) => void = () => undefined;
  const done = new Promise<void>((resolve, reject) => {
    ended = resolve;
    failed = reject;
  });

  async function settle(): Promise<void> {
    for (const name of channels.served) {
      const limits = channels.get(name)?.limits ?? withoutChannel;
      const before = running.get(name);
      if (before !== undefined && isSame(before.limits, limits)) continue;
      if (before !== undefined) await end(before);
      if (isStopping) return;
      const worker = await senderOf(name, limits);
      const run = worker.run();
      running.set(name, { limits, worker, ended: run });
      run.catch(failed);
      log.info({ channel: name, ...limits }, "messages of a channel are sent from here");
    }
  }

  async function end(one: Running): Promise<void> {
    if (one.worker.getState() === "RUNNING") one.worker.shutdown();
    await one.ended;
  }

  function next(): void {
    settling = settling.then(settle).catch((error: unknown) => {
      log.error({ err: error }, "the worker of a channel could not be started; it is tried again");
      if (!isStopping) setTimeout(next, lookEveryMs).unref();
    });
  }

  channels.onChange(next);
  next();
  return {
    done,
    workers: () => [...running.values()].map(({ worker }) => worker),
    stop: () => {
      isStopping = true;
      void settling.then(() => Promise.all([...running.values()].map(end))).then(ended, failed);
    },
  };
}

function isSame(before: ChannelLimits, now: ChannelLimits): boolean {
  return before.concurrency === now.concurrency && before.perSecond === now.perSecond;
}
