/**
 * One Ctrl-C reaches us twice when npm is between us and the terminal: it passes on what the
 * terminal has sent to us as well. So a second one counts only after a moment.
 */
const sameKeystrokeMs = 1_000;

export interface Shutdown {
  /** Fires when this start is to end. */
  readonly requested: AbortSignal;
  /** Fires when somebody asked again: don't wait for what is in progress. */
  readonly hurry: AbortSignal;
  /** Remembers how to end something; the latest is ended first. */
  onStop(name: string, stop: () => Promise<void> | void): void;
  /** Ends everything. One that can't be ended doesn't keep the others running. */
  run(): Promise<void>;
}

export function listenForShutdown(report: (line: string) => void): Shutdown {
  const requested = new AbortController();
  const hurry = new AbortController();
  const stops: { name: string; stop: () => Promise<void> | void }[] = [];
  let askedAt: number | undefined;
  const ask = (): void => {
    if (askedAt === undefined) {
      askedAt = Date.now();
      report("stopping … (Ctrl-C again to hurry)");
      requested.abort(new Error("stopped by request"));
    } else if (Date.now() - askedAt > sameKeystrokeMs) {
      hurry.abort();
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
  return {
    requested: requested.signal,
    hurry: hurry.signal,
    onStop: (name, stop) => void stops.push({ name, stop }),
    async run() {
      for (const { name, stop } of stops.splice(0).toReversed()) {
        try {
          await stop();
        } catch (error) {
          report(`${name} could not be stopped: ${(error as Error).message}`);
        }
      }
    },
  };
}
