import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { processIdentity } from "../src/platform/process-identity.ts";
import { compiled } from "../src/platform/project-root.ts";

const upLimitMs = 180_000;
const backLimitMs = 60_000;
const pidFiles = { worker: "run/worker.pid", temporal: "temporal/server.pid" };
export type Part = keyof typeof pidFiles;

/** A Campanile of one's own: `npm start` in a process of its own, in a data folder of its own. */
export interface Stack {
  dataDir: string;
  url: string;
  key: string;
  /** Signs a browser in, once. */
  signInLink: string;
  /** Ends a part the hard way, and waits until the supervisor has started another. */
  kill(part: Part): Promise<void>;
  /** Ends it in order; its folder is removed unless it is to be kept. */
  stop(keep: boolean): Promise<void>;
}

/**
 * @param what names its folder
 * @param settings besides ports of its own choice for everything
 * @throws Error with what it said when it doesn't come up
 */
export async function startStack(
  what: string,
  settings: Record<string, string> = {},
): Promise<Stack> {
  const dataDir = await mkdtemp(join(tmpdir(), `campanile-${what}-`));
  const key = `cmp_${what}_${randomBytes(24).toString("base64url")}`;
  const child = spawn(process.execPath, [compiled("src/cli/up.ts")], {
    env: { ...environment(dataDir, key), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
    // Ctrl-C reaches only us: we end it when nothing of ours needs it any more.
    detached: true,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => void (said += chunk.toString()));
  }
  const ended = once(child, "exit");
  const running = () => child.exitCode === null && child.signalCode === null;
  const stop = async (keep: boolean): Promise<void> => {
    if (running()) child.kill("SIGTERM");
    await ended;
    if (!keep) await rm(dataDir, { recursive: true, force: true });
  };
  const kill = async (part: Part): Promise<void> => {
    const pid = pidIn(dataDir, part);
    if (pid === undefined) throw new Error(`there is no ${part} to kill`);
    process.kill(pid, "SIGKILL");
    await until(
      `another ${part}`,
      backLimitMs,
      () => ![undefined, pid].includes(pidIn(dataDir, part)),
    );
  };
  try {
    await until("Campanile to come up", upLimitMs, () => {
      if (!running()) throw new Error("Campanile did not start");
      return said.includes("curl -X POST");
    });
    const [link = "", url = ""] = /(http:\/\/localhost:\d+)\/sign-in\?code=\S+/.exec(said) ?? [];
    return { dataDir, url, key, signInLink: link, kill, stop };
  } catch (error) {
    await stop(false);
    throw new Error(`${(error as Error).message}:\n${said}`, { cause: error });
  }
}

/** Free ports for everything, and no setting of the machine but what finds programs. */
function environment(dataDir: string, key: string): NodeJS.ProcessEnv {
  const {
    DATABASE_URL: _database,
    TEMPORAL_ADDRESS: _temporal,
    SMTP_URL: _smtp,
    ...rest
  } = process.env;
  const ports = ["PORT", "POSTGRES_PORT", "TEMPORAL_PORT", "TEMPORAL_UI_PORT", "INBOX_PORT"];
  return {
    ...rest,
    ...Object.fromEntries(ports.map((name) => [name, "0"])),
    DATA_DIR: dataDir,
    API_KEY: key,
    HOST: "127.0.0.1",
    PUBLIC_URL: "",
    LOG_LEVEL: "warn",
  };
}

const content = z.object({ pid: z.int(), identity: z.string() });

/** The process that a pid file names, if it is still that process. */
function pidIn(dataDir: string, part: Part): number | undefined {
  try {
    const file = join(dataDir, pidFiles[part]);
    const { pid, identity } = content.parse(JSON.parse(readFileSync(file, "utf8")));
    return processIdentity(pid) === identity ? pid : undefined;
  } catch {
    // Absent, or just being written.
    return undefined;
  }
}

async function until(what: string, limitMs: number, holds: () => boolean): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`waited ${limitMs / 1_000} s for ${what}`);
    await sleep(100);
  }
}
