import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Daemon, startDaemon } from "../daemon.ts";
import { isRunning, removePidFile, stopByPidFile, writePidFile } from "../pid-file.ts";
import { freePort, releasePort } from "../ports.ts";
import { privateFolder, tighten } from "../private-files.ts";
import { waitForTemporal } from "./ready.ts";

/** A file of a few GB takes its time to open. */
const startLimitMs = 60_000;
const stopLimitMs = 10_000;

export interface TemporalServerOptions {
  /** The Temporal CLI: see binaries.ts. */
  binary: string;
  /** An absolute folder; the server's file lives in `temporal/` below it, its log in `logs/`. */
  dataDir: string;
  /** Memory forgets everything at the end: for tests. */
  storage: "file" | "memory";
  /** The next free one is taken when it is in use; 0 for any. */
  port: number;
  /** Of the Web UI; absent: none is served. */
  uiPort?: number;
  /** Where it answers Prometheus at /metrics; absent: at some port that nobody knows. */
  metricsPort?: number;
  namespace: string;
  /** Of the server's own log. */
  logLevel?: "debug" | "info" | "warn" | "error";
  /** The server's own settings, by their names; a value is JSON. */
  dynamicConfig?: Record<string, string>;
}

export interface TemporalServer {
  /** host:port of the gRPC API. */
  readonly address: string;
  readonly port: number;
  readonly uiPort: number | undefined;
  readonly uiUrl: string | undefined;
  readonly pid: number;
  readonly exited: Daemon["exited"];
  stop(): Promise<void>;
}

/**
 * Starts Temporal's dev server on the loopback address and waits until its namespace answers. An
 * orphan of an earlier start in the same folder is stopped first: two servers would spoil the file.
 * @throws Error with the end of the server's log when it doesn't come up
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const folder = join(options.dataDir, "temporal");
  privateFolder(folder);
  const file = join(folder, "temporal.db");
  const pidFile = pidFileIn(options.dataDir);
  await stopTemporalOrphan(options.dataDir);

  // Made by a start before this held. New ones, and those that SQLite puts beside it, are private by
  // the server's umask.
  for (const end of ["", "-wal", "-shm", "-journal"]) tighten(file + end);
  const port = await freePort(options.port);
  const uiPort = options.uiPort === undefined ? undefined : await freePort(options.uiPort);
  const daemon = startDaemon({
    name: "temporal",
    command: options.binary,
    args: commandLine(options, file, port, uiPort),
    logFile: join(options.dataDir, "logs", "temporal.log"),
  });
  void daemon.exited.then(async () => {
    removePidFile(pidFile);
    await rm(addressFileIn(options.dataDir), { force: true });
    releasePort(port);
    if (uiPort !== undefined) releasePort(uiPort);
  });
  const address = `127.0.0.1:${port}`;
  const stop = () => daemon.stop("SIGTERM", stopLimitMs);
  try {
    // Without the note, a later start would not find it and spoil the file: then it doesn't run.
    writePidFile(pidFile, daemon.pid);
    await waitForTemporal(address, daemon, startLimitMs, options.namespace);
    await writeFile(addressFileIn(options.dataDir), address, { mode: 0o600 });
  } catch (error) {
    await stop();
    throw error;
  }
  const uiUrl = uiPort === undefined ? undefined : `http://localhost:${uiPort}`;
  return { address, port, uiPort, uiUrl, pid: daemon.pid, exited: daemon.exited, stop };
}

/** Where the server that runs on a data folder listens; null when none does. */
export async function runningTemporal(dataDir: string): Promise<string | null> {
  if (isRunning(pidFileIn(dataDir)) !== true) return null;
  return readFile(addressFileIn(dataDir), "utf8").catch(() => null);
}

/** Ends the Temporal server that a killed start left behind in a data folder. */
export function stopTemporalOrphan(dataDir: string): Promise<boolean> {
  return stopByPidFile(pidFileIn(dataDir), "start-dev", "SIGTERM", stopLimitMs);
}

function pidFileIn(dataDir: string): string {
  return join(dataDir, "temporal", "server.pid");
}

function addressFileIn(dataDir: string): string {
  return join(dataDir, "temporal", "address");
}

/** Tasks of several workflows take turns. It may be turned on and off on the same file. */
const fairness = { "matching.enableFairness": "true" };

function commandLine(
  options: TemporalServerOptions,
  file: string,
  port: number,
  uiPort: number | undefined,
): string[] {
  const { storage, namespace, logLevel = "warn", dynamicConfig = {}, metricsPort } = options;
  // The write-ahead log makes a start of a run 2.5 times as fast; a SIGKILL costs nothing (design.md).
  const pragmas = ["journal_mode=WAL", "synchronous=NORMAL"];
  return [
    "server",
    "start-dev",
    "--ip",
    "127.0.0.1",
    "--port",
    String(port),
    "--namespace",
    namespace,
    "--log-level",
    logLevel,
    "--log-format",
    "json",
    ...(storage === "file" ? ["--db-filename", file] : []),
    ...(storage === "file" ? pragmas.flatMap((pragma) => ["--sqlite-pragma", pragma]) : []),
    ...Object.entries({ ...fairness, ...dynamicConfig }).flatMap(([name, value]) => [
      "--dynamic-config-value",
      `${name}=${value}`,
    ]),
    ...(metricsPort === undefined ? [] : ["--metrics-port", String(metricsPort)]),
    ...(uiPort === undefined ? ["--headless"] : ["--ui-port", String(uiPort)]),
  ];
}
