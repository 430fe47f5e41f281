import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { processIdentity } from "../../src/platform/process-identity.ts";
import { compiled } from "../../src/platform/project-root.ts";
import { afterwards } from "./afterwards.ts";
import { eventually } from "./wait.ts";

/** Ports of its own choice for everything, and no setting of the machine that runs the tests. */
export const anyPorts = {
  PORT: "0",
  POSTGRES_PORT: "0",
  TEMPORAL_PORT: "0",
  TEMPORAL_UI_PORT: "0",
  INBOX_PORT: "0",
};
const pidFiles = {
  api: "run/api.pid",
  worker: "run/worker.pid",
  temporal: "temporal/server.pid",
  postgres: "postgres/data/postmaster.pid",
};
export type Part = keyof typeof pidFiles;
export const parts = Object.keys(pidFiles) as Part[];

export interface Campanile {
  process: ChildProcess;
  /** What the terminal shows up to now. */
  output(): string;
  /** Resolves once the banner is there. */
  isUp(): Promise<void>;
  /** From the banner; the key only at a first start. */
  facts(): { url: string; key: string | undefined };
  /** Resolves with the exit code. */
  ended(): Promise<number | null>;
}

/** `npm start` in a process of its own, on a data folder. Whatever is left of it is ended afterwards. */
export function startCampanile(dataDir: string, env: Record<string, string> = {}): Campanile {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [compiled("src/cli/up.ts")], {
    env: { PATH, HOME, DATA_DIR: dataDir, ...anyPorts, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let shown = "";
  const add = (chunk: Buffer): void => void (shown += chunk.toString());
  child.stdout.on("data", add);
  child.stderr.on("data", add);
  const ended = once(child, "exit").then(([code]) => code as number | null);
  afterwards(async () => {
    if (child.exitCode === null) child.kill("SIGTERM");
    await ended;
    for (const part of parts) kill(dataDir, part);
  });
  return {
    process: child,
    output: () => shown,
    ended: () => ended,
    isUp: async () => {
      await eventually("the banner", () => {
        if (child.exitCode !== null) return "it ended";
        return shown.includes("curl -X POST");
      });
      if (!shown.includes("curl -X POST")) throw new Error(`it ended:\n${shown}`);
    },
    facts: () => factsOf(shown),
  };
}

/** What a banner says. */
export function factsOf(shown: string): { url: string; key: string | undefined } {
  return {
    url: /(http:\/\/localhost:\d+)\/sign-in/.exec(shown)?.[1] ?? "",
    key: /API key\s+(\S+)\s+\(shown/.exec(shown)?.[1],
  };
}

/** The pid of a part that runs, by the file that says so. */
export function pidOf(dataDir: string, part: Part): number | undefined {
  const file = join(dataDir, pidFiles[part]);
  if (!existsSync(file)) return undefined;
  const pid = Number(/\d+/.exec(readFileSync(file, "utf8"))?.[0]);
  return processIdentity(pid) === undefined ? undefined : pid;
}

/** Ends a part the hard way. */
export function kill(dataDir: string, part: Part): number | undefined {
  const pid = pidOf(dataDir, part);
  if (pid !== undefined) process.kill(pid, "SIGKILL");
  return pid;
}

/** Fires the event of the banner's curl; the status code, 0 when nobody answers. */
export async function fireSample(url: string, key: string): Promise<number> {
  const body = {
    eventTypeKey: "orderDELIVERED",
    keyValue: "A-1001",
    params: [
      { name: "Email", value: "ada@example.com" },
      { name: "orderId", value: "A-1001" },
    ],
  };
  return fetch(`${url}/api/v1/event`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  }).then(
    ({ status }) => status,
    () => 0,
  );
}
