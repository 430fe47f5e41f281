interface NodeProcess {
  pid: number;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
  listenerCount(event: string): number;
  kill(pid: number, signal: string): void;
}

const signals = ["SIGTERM", "SIGINT"];

/**
 * Has something done before the process ends: when there is nothing left to do, or on a signal. A
 * signal that nobody else listens for ends the process afterwards, as it would have.
 *
 * @returns what undoes it; in a runtime without such a process, nothing to undo
 */
export function atExit(leave: () => Promise<void>): () => void {
  const { process } = globalThis as { process?: Partial<NodeProcess> };
  if (typeof process?.on !== "function" || typeof process.kill !== "function") return () => {};
  const node = process as NodeProcess;
  const onEnd = (): void => void leave();
  const onSignal = signals.map((signal) => ({
    signal,
    listener: () => {
      void leave().then(() => {
        undo();
        if (node.listenerCount(signal) === 0) node.kill(node.pid, signal);
      });
    },
  }));
  const undo = (): void => {
    node.off("beforeExit", onEnd);
    for (const { signal, listener } of onSignal) node.off(signal, listener);
  };
  node.on("beforeExit", onEnd);
  for (const { signal, listener } of onSignal) node.on(signal, listener);
  return undo;
}
