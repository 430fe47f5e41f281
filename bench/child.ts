import { fork } from "node:child_process";
import { once } from "node:events";
import { compiled } from "../src/platform/project-root.ts";
import { nodeFlags } from "../src/platform/supervisor/child.ts";

export interface ChildProgram {
  pid: number;
  /** What it said first: that it is ready, and where. */
  ready: unknown;
  onMessage(listener: (message: unknown) => void): void;
  send(message: object): void;
  /** Sends a message. @returns what it says next. @throws Error when it ends before */
  ask(message: object): Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Starts a program of the bench in a process of its own and waits for its first message. It ends when
 * its parent leaves it. Ours, baselines too, are run as the API and the worker are.
 * @param program a source file of ours, or an absolute path
 * @throws Error when it ends before it says anything
 */
export async function startChild(
  program: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<ChildProgram> {
  const isOurs = !program.startsWith("/");
  const child = fork(isOurs ? compiled(program) : program, args, {
    execArgv: isOurs ? [...nodeFlags] : [],
    env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "production", ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const gone = ended.then(() => Promise.reject(new Error(`${program} has ended`)));
  gone.catch(() => undefined);
  const next = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, "message"), gone])) as [unknown];
    return message;
  };
  const ready = await next();
  if (child.pid === undefined) throw new Error(`${program} did not start`);
  return {
    pid: child.pid,
    ready,
    onMessage: (listener) => void child.on("message", listener),
    send: (message) => void child.send(message),
    ask: (message) => {
      const answer = next();
      child.send(message);
      return answer;
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      const force = setTimeout(() => child.kill("SIGKILL"), 15_000);
      await ended;
      clearTimeout(force);
    },
  };
}
