import { type ChildProcess, fork } from "node:child_process";
import { closeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openLog } from "../daemon.ts";
import { removePidFile, stopByPidFile, writePidFile } from "../pid-file.ts";
import { restartDelays } from "./backoff.ts";
import { followLog } from "./log-follower.ts";
import { noteworthy } from "./noteworthy.ts";
import { outputFile, wrapOutput } from "./wrap-output.ts";

export interface ChildOptions {
  name: string;
  /** A compiled module. It sends `{ready: true}`, and drains on SIGTERM and on disconnect. */
  program: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  pidFile: string;
  /** One line for the terminal. */
  report(line: string): void;
  /** Gives up the first start. */
  signal: AbortSignal;
}

export interface Child {
  /** Starts it again with another environment; resolves once it is ready. */
  restart(env: NodeJS.ProcessEnv): Promise<void>;
  /** Has it drain, and kills it after `graceMs` or when `hurry` fires. */
  stop(graceMs: number, hurry: AbortSignal): Promise<void>;
}

/** Ends a child that an earlier, killed start left behind and that didn't leave by itself. */
export function clearChild(options: Pick<ChildOptions, "program" | "pidFile">): Promise<boolean> {
  return stopByPidFile(options.pidFile, options.program, "SIGTERM", 20_000);
}

/** pino's. */
const errorLevel = 50;

/**
 * Starts a process of ours and keeps it running: one that dies is started again, ever more slowly.
 * It writes to its log file itself, so that it can drain in peace when this process is killed; what
 * did not go through its log (a crash's last words, native code's) becomes entries of it, as errors.
 * @throws Error when its first start fails; its last words were reported by then
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, report, logFile } = options;
  const delays = restartDelays();
  const made = openLog(logFile);
  if (made === "ignore") report(`${name}: ${logFile} can't be written, so nothing is logged`);
  else closeSync(made);
  const log = followLog(logFile, (lines) => {
    for (const line of noteworthy(name, lines, logFile)) report(line);
  });
  const lastWords = wrapOutput(name, outputFile(logFile), logFile, () => errorLevel);
  const endLog = (): void => {
    lastWords.stop();
    log.stop();
  };
  let env = options.env;
  /** The process that is meant to run; one that isn't it any more may go. */
  let current: Running | undefined;
  let stopping = false;

  let everReady = false;
  const launch = async (): Promise<Ready> => {
    const running = run(options, env);
    current = running;
    void running.exited.then((how) => mend(running, how));
    return await running.ready;
  };
  const mend = async (dead: Running, how: string): Promise<void> => {
    const isWanted = (): boolean => current === dead && everReady && !stopping;
    if (!isWanted()) return;
    report(`${name} ended (${how}); starting it again`);
    await sleep(delays.next());
    if (!isWanted()) return;
    try {
      await launch();
    } catch (error) {
      // No process was started: the disk is full, say. That passes.
      await mend(dead, (error as Error).message);
    }
  };
  const giveUp = (): void => void (current && end(current, 5_000));
  options.signal.addEventListener("abort", giveUp);
  const first = await launch();
  options.signal.removeEventListener("abort", giveUp);
  if (!first.ok) {
    stopping = true;
    endLog();
    throw new Error(`the ${name} did not start (${first.how}): see above, or ${logFile}`);
  }
  everReady = true;

  return {
    async restart(newEnv) {
      env = newEnv;
      const old = current;
      current = undefined;
      if (old) await end(old, 20_000);
      if (!stopping) await launch();
    },
    async stop(graceMs, hurry) {
      stopping = true;
      if (current) await end(current, graceMs, hurry);
      endLog();
    },
  };
}

type Ready = { ok: true } | { ok: false; how: string };

interface Running {
  process: ChildProcess;
  ready: Promise<Ready>;
  exited: Promise<string>;
}

/**
 * What our programs are run with. Most of what they make is gone a moment later: with more room for it
 * the garbage collector comes less often, and finds less that is still alive (a tenth of the API's CPU).
 */
export const nodeFlags: readonly string[] = ["--enable-source-maps", "--max-semi-space-size=32"];

/** In a process group of its own: a terminal's Ctrl-C reaches only us, and we decide the order. */
function run(options: ChildOptions, env: NodeJS.ProcessEnv): Running {
  const log = openLog(options.logFile);
  const lastWords = openLog(outputFile(options.logFile));
  const child = fork(options.program, [], {
    env,
    detached: true,
    execArgv: [...nodeFlags],
    stdio: ["ignore", log, lastWords, "ipc"],
  });
  for (const file of [log, lastWords]) if (file !== "ignore") closeSync(file);
  if (child.pid !== undefined) notePid(options, child.pid);
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => {
      removePidFile(options.pidFile);
      resolve(signal ?? `exit code ${code}`);
    });
  });
  const ready = new Promise<Ready>((resolve) => {
    child.on("message", (message) => {
      if ((message as { ready?: unknown } | null)?.ready === true) resolve({ ok: true });
    });
    void exited.then((how) => resolve({ ok: false, how }));
  });
  return { process: child, ready, exited };
}

/** On a full disk there is no file: a child whose parent is gone ends by itself, found or not. */
function notePid({ pidFile, name, report }: ChildOptions, pid: number): void {
  try {
    writePidFile(pidFile, pid);
  } catch (error) {
    report(`${name} runs, but ${pidFile} can't be written (${(error as Error).message})`);
  }
}

async function end(running: Running, graceMs: number, hurry?: AbortSignal): Promise<void> {
  const kill = (): void => void running.process.kill("SIGKILL");
  running.process.kill("SIGTERM");
  const force = setTimeout(kill, graceMs);
  hurry?.addEventListener("abort", kill);
  if (hurry?.aborted) kill();
  await running.exited;
  clearTimeout(force);
  hurry?.removeEventListener("abort", kill);
}
