import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import { compiled } from "../../src/platform/project-root.ts";
import { afterwards } from "../support/afterwards.ts";

/** The API as a process of its own, that a test may kill; it answers once this resolves. */
export async function apiProcess(databaseUrl: string, port: number): Promise<ChildProcess> {
  const child = fork(compiled("src/api/main.ts"), [], {
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: "127.0.0.1:1",
      LOG_LEVEL: "silent",
    },
    execArgv: [],
    silent: true,
  });
  const exited = once(child, "exit");
  afterwards(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await exited;
  });
  await Promise.race([
    once(child, "message"),
    exited.then(() => Promise.reject(new Error("the API ended before it was ready"))),
  ]);
  return child;
}
