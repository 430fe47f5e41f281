import { spawn } from "node:child_process";
import { closeSync, openSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { privateFile, privateFolder, tighten } from "./private-files.ts";
import { outputFile, wrapOutput } from "./supervisor/wrap-output.ts";

const maxLogBytes = 10 * 1024 * 1024;

export interface DaemonOptions {
  name: string;
  command: string;
  args: string[];
  logFile: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
}

/** How a process ended; `reason` is for people. */
export interface DaemonExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  reason: string;
}

/** A server of ours; what it says becomes the lines of a log. */
export interface Daemon {
  readonly name: string;
  readonly pid: number;
  /** Set once it has ended. */
  readonly exit: DaemonExit | undefined;
  readonly exited: Promise<DaemonExit>;
  /** Asks with `signal`, and kills after `graceMs`. Resolves once the process is gone. */
  stop(signal: NodeJS.Signals, graceMs: number): Promise<void>;
  /** The end of its log, for the message of a failed start. */
  logTail(): string;
}

/**
 * Starts a server in a process group of its own, so that a terminal's Ctrl-C reaches only us and
 * we decide the order in which things end. It writes to a file and not to a pipe, so that it
 * doesn't end on a broken pipe when this process is killed: the next start finds and stops it.
 */
export function startDaemon(options: DaemonOptions): Daemon {
  const raw = outputFile(options.logFile);
  const log = openLog(raw);
  const own = openLog(options.logFile);
  if (own !== "ignore") closeSync(own);
  const wrapped = wrapOutput(options.name, raw, options.logFile, levelOf);
  // What a server writes is nobody else's to read, whatever umask we were started with.
  const umask = process.umask(0o077);
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    uid: options.uid,
    gid: options.gid,
    detached: true,
    stdio: ["ignore", log, log],
  });
  process.umask(umask);
  if (log !== "ignore") closeSync(log);
  let exit: DaemonExit | undefined;
  const exited = new Promise<DaemonExit>((resolve) => {
    const end = (ended: DaemonExit) => {
      exit ??= ended;
      wrapped.stop();
      resolve(exit);
    };
    child.once("error", (error) => end({ code: null, signal: null, reason: error.message }));
    child.once("exit", (code, signal) =>
      end({ code, signal, reason: signal ? `ended by ${signal}` : `exit code ${code}` }),
    );
  });
  return {
    name: options.name,
    pid: child.pid ?? -1,
    exited,
    get exit() {
      return exit;
    },
    async stop(signal, graceMs) {
      if (exit) return;
      child.kill(signal);
      const force = setTimeout(() => child.kill("SIGKILL"), graceMs);
      await exited;
      clearTimeout(force);
    },
    logTail: () => wrapped.tail(),
  };
}

/** By Postgres's words for how bad it is. Its "fatal" ends one session only. */
function levelOf(line: string): number {
  if (line.includes("PANIC:")) return 60;
  if (line.includes("FATAL:") || line.includes("ERROR:")) return 50;
  return line.includes("WARNING:") ? 40 : 30;
}

/**
 * Opens a log for appending; a large one is set aside first. A folder that can't be written (the disk
 * is full, the folder read-only) costs the log, and not the process that it is for.
 */
export function openLog(file: string): number | "ignore" {
  try {
    privateFolder(dirname(file));
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > maxLogBytes) renameSync(file, `${file}.1`);
    privateFile(file);
    tighten(`${file}.1`);
    return openSync(file, "a");
  } catch {
    return "ignore";
  }
}
