import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { closeSync } from "node:fs";
import { expect } from "vitest";
import { freePort } from "../../src/platform/ports.ts";
import { compiled } from "../../src/platform/project-root.ts";
import { afterwards } from "./afterwards.ts";

export interface ApiProcess {
  url: string;
  port: number;
  child: ChildProcess;
  /** Resolves with the exit code and the signal. */
  exited: Promise<unknown[]>;
  /** What it has logged and said. */
  output(): string;
}

/**
 * The API in a process of its own; Temporal is nowhere, unless said. Resolves once it answers.
 * `log` is an open file that takes its log in place of `output`, `root` the folder of another release.
 */
export async function apiProcess(
  env: Record<string, string>,
  { log, root }: { log?: number | undefined; root?: string } = {},
): Promise<ApiProcess> {
  const port = env["PORT"] === undefined ? await freePort(0) : Number(env["PORT"]);
  const child = fork(compiled("src/api/main.ts", root), [], {
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: String(port),
      TEMPORAL_ADDRESS: "127.0.0.1:1",
      SHUTDOWN_DELAY: "0",
      ...env,
    },
    execArgv: [],
    stdio: ["ignore", log ?? "pipe", "pipe", "ipc"],
  });
  if (log !== undefined) closeSync(log);
  const exited = once(child, "exit");
  afterwards(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  let output = "";
  const add = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  const ready = await Promise.race([once(child, "message"), exited]);
  expect([ready, output]).toEqual([[{ ready: true }, undefined], expect.any(String)]);
  return { url: `http://127.0.0.1:${port}`, port, child, exited, output: () => output };
}
