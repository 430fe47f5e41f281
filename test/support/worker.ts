import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync } from "node:fs";
import type { Logger } from "pino";
import { pino } from "pino";
import { inject } from "vitest";
import { readConfig } from "../../src/platform/config/config.ts";
import { compiled } from "../../src/platform/project-root.ts";
import type { Telemetry } from "../../src/platform/telemetry/telemetry.ts";
import { noTelemetry } from "../../src/platform/telemetry/telemetry.ts";
import { startWorker } from "../../src/worker/start.ts";
import { afterwards } from "./afterwards.ts";
import "./provided.ts";
import { renderer } from "./renderer.ts";

export interface WorkerSettings {
  databaseUrl: string;
  taskQueue: string;
  smtpUrl: string;
  temporalAddress?: string;
  publicUrl?: string;
  /** Further settings. */
  env?: Record<string, string>;
  /** Of a worker inside the test's process; by default nothing is logged. */
  log?: Logger;
  /** Of a worker inside the test's process; by default nothing is measured. */
  telemetry?: Telemetry;
}

function environment(settings: WorkerSettings): Record<string, string> {
  return {
    DATABASE_URL: settings.databaseUrl,
    DATABASE_CONNECTIONS: "6",
    TEMPORAL_ADDRESS: settings.temporalAddress ?? inject("temporalAddress"),
    TEMPORAL_TASK_QUEUE: settings.taskQueue,
    SMTP_URL: settings.smtpUrl,
    PUBLIC_URL: settings.publicUrl ?? "http://localhost:3000",
    LOG_LEVEL: "warn",
    ...settings.env,
  };
}

/** A worker inside the test's process; ended afterwards, or before by what it resolves with. */
export async function workerHere(settings: WorkerSettings): Promise<() => Promise<void>> {
  const read = readConfig(environment(settings));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const log = settings.log ?? pino({ level: "silent" });
  const worker = await startWorker(
    read.config,
    settings.databaseUrl,
    log,
    settings.telemetry ?? noTelemetry,
    renderer,
  );
  const stop = async (): Promise<void> => {
    worker.stop();
    await worker.done;
  };
  afterwards(stop);
  return stop;
}

export interface WorkerProcess {
  pid: number;
  /** What it has logged, a JSON object a line. */
  log(): string;
  /** What it has said on standard error. */
  said(): string;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
  /** SIGKILL, and gone. */
  kill(): Promise<void>;
  /** SIGTERM; the exit code. */
  stop(): Promise<number | null>;
}

/**
 * A worker in a process of its own, as `npm start` runs it, that can be killed. Resolves when ready,
 * or at once where it is not to become so.
 * `log` is an open file that takes its log in place of `log()`, `root` the folder of another release.
 */
export async function workerProcess(
  settings: WorkerSettings,
  { isReady = true, log, root }: { isReady?: boolean; log?: number; root?: string } = {},
): Promise<WorkerProcess> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [compiled("src/worker.ts", root)], {
    env: { PATH, HOME, ...environment(settings) },
    stdio: ["ignore", log ?? "pipe", "pipe", "ipc"],
  });
  if (log !== undefined) closeSync(log);
  let said = "";
  let logged = "";
  child.stdout?.on("data", (chunk: Buffer) => void (logged += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => void (said += chunk.toString()));
  const ended = once(child, "exit").then(([code]) => code as number | null);
  afterwards(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const ready = once(child, "message");
  if (isReady)
    await Promise.race([
      ready,
      ended.then((code) => Promise.reject(new Error(`ended with ${code}:\n${said}`))),
    ]);
  return {
    pid: child.pid ?? -1,
    log: () => logged,
    said: () => said,
    ended,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
