import { fork } from "node:child_process";
import { once } from "node:events";
import { compiled } from "../src/platform/project-root.ts";

export interface ChildProgram {
  pid: number;
  /** What it said first: that it is ready, and where. */
  ready: unknown;
  onMessage(listener: (message: unknown) => void): void;
  send(message: object): void;
  stop(): Promise<void>;
}

/**
 * Starts a program of the bench in a process of its own and waits for its first message. It ends when
 * its parent leaves it.
 * @param program a source file of ours, or an absolute path
 * @throws Error when it ends before it says anything
 */
export async function startChild(
  program: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<ChildProgram> {
  const child = fork(program.startsWith("/") ? program : compiled(program), args, {
    env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "production", ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const early = ended.then(() => Promise.reject(new Error(`${program} did not start`)));
  early.catch(() => undefined);
  const [ready] = (await Promise.race([once(child, "message"), early])) as [unknown];
  if (child.pid === undefined) throw new Error(`${program} did not start`);
  return {
    pid: child.pid,
    ready,
    onMessage: (listener) => void child.on("message", listener),
    send: (message) => void child.send(message),
    stop: async () => {
      if (child.connected) child.disconnect();
      const force = setTimeout(() => child.kill("SIGKILL"), 15_000);
      await ended;
      clearTimeout(force);
    },
  };
}
