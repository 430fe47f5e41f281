import type { Logger } from "pino";

export interface Repeated {
  /** Does it no more; resolves when the time in progress is over. */
  stop(): Promise<void>;
}

/** Does something at once and then every `everyMs`, never twice at a time. A failure is logged. */
export function repeat(
  what: string,
  everyMs: number,
  work: () => Promise<void>,
  log: Logger,
): Repeated {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay = once();

  async function once(): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn(
        { err: error instanceof Error ? error.message : error },
        `${what} failed; it is tried again`,
      );
    }
    if (stopped) return;
    timer = setTimeout(() => {
      underWay = once();
    }, everyMs);
  }

  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
