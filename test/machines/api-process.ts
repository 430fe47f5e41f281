import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import { closeSync } from "node:fs";
import { compiled } from "../../src/platform/project-root.ts";
import { freePort } from "../../src/platform/ports.ts";
import { afterwards } from "../support/afterwards.ts";

export interface ApiProcess {
  url: string;
  child: ChildProcess;
  /** Resolves with exit code and signal. */
  exited: Promise<unknown[]>;
  stop(signal: NodeJS.Signals): Promise<unknown[]>;
}

/** The API as a process of its own, its log in the file that `output` is open on. */
export async function apiProcess(options: {
  env: Record<string, string>;
  output?: number;
  port?: number;
}): Promise<ApiProcess> {
  const { env, output, port = await freePort(0) } = options;
  const child = fork(compiled("src/api/main.ts"), [], {
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: String(port),
      TEMPORAL_ADDRESS: "127.0.0.1:1",
      ...env,
    },
    execArgv: [],
    stdio: ["ignore", output ?? "ignore", "inherit", "ipc"],
  });
  if (output !== undefined) closeSync(output);
  const exited = once(child, "exit");
  afterwards(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  await Promise.race([
    once(child, "message"),
    exited.then(() => Promise.reject(new Error("the API ended before it was ready"))),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    exited,
    stop: (signal) => {
      child.kill(signal);
      return exited;
    },
  };
}
