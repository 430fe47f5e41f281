import { setTimeout as sleep } from "node:timers/promises";
import type { DaemonExit } from "../daemon.ts";
import { restartDelays } from "./backoff.ts";

interface Server {
  readonly exited: Promise<DaemonExit>;
  stop(): Promise<void>;
}

export interface KeptServer<S> {
  /** The one that runs now. */
  readonly current: S;
  stop(): Promise<void>;
}

/**
 * Starts a server and keeps it running: one that dies is started again where it was, which `start`
 * is told, and ever more slowly if that fails.
 * @throws what `start` throws the first time
 */
export async function keepServer<S extends Server>(options: {
  name: string;
  start(previous: S | undefined): Promise<S>;
  /** After each restart; it may be somewhere else now if its port was taken meanwhile. */
  restarted(server: S): Promise<void>;
  report(line: string): void;
}): Promise<KeptServer<S>> {
  const { name, report } = options;
  const delays = restartDelays();
  const stopping = new AbortController();
  let current = await options.start(undefined);
  let mending: Promise<void> = Promise.resolve();

  const startAgain = async (): Promise<boolean> => {
    try {
      current = await options.start(current);
      return true;
    } catch (error) {
      report(`${name} could not be started again: ${(error as Error).message}`);
      return false;
    }
  };
  const mend = async (how: string): Promise<void> => {
    report(`${name} ended (${how}); starting it again`);
    do {
      await sleep(delays.next(), undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
    } while (!(await startAgain()));
    watch(current);
    report(`${name} is back`);
    await options.restarted(current).catch((error: unknown) => {
      report(`what uses ${name} could not be told: ${(error as Error).message}`);
    });
  };
  const watch = (server: S): void => {
    void server.exited.then(({ reason }) => {
      if (!stopping.signal.aborted) mending = mend(reason);
    });
  };
  watch(current);

  return {
    get current() {
      return current;
    },
    async stop() {
      stopping.abort();
      await mending;
      await current.stop();
    },
  };
}
