import { fork } from "node:child_process";
import { once } from "node:events";
import { compiled } from "../../src/platform/project-root.ts";
import { freePort } from "../../src/platform/ports.ts";
import { afterwards } from "./afterwards.ts";

/** An API in a process of its own, as `npm start` runs it; ended afterwards. Resolves when ready. */
export async function apiProcess(env: Record<string, string>): Promise<{ url: string }> {
  const port = await freePort(0);
  const child = fork(compiled("src/api/main.ts"), [], {
    env: { PATH: process.env["PATH"] ?? "", PORT: String(port), LOG_LEVEL: "warn", ...env },
    execArgv: [],
    silent: true,
  });
  const exited = once(child, "exit");
  afterwards(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => void (said += chunk.toString()));
  }
  const ready = once(child, "message").then(() => true);
  if (!(await Promise.race([ready, exited.then(() => false)]))) throw new Error(said);
  return { url: `http://127.0.0.1:${port}` };
}
