import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Answer } from "../answer.ts";
import { exitCodes } from "../exit-codes.ts";
import { UsageError } from "../failures.ts";
import { eventsApi } from "../replay/api.ts";
import { linesOf } from "../replay/lines.ts";
import { progressIn } from "../replay/progress.ts";
import type { Counts } from "../replay/replay.ts";
import { noCounts, replay } from "../replay/replay.ts";
import { configOrThrow } from "../with-database.ts";

export interface ReplayOptions {
  to?: string;
  keyFile?: string;
  speed?: string;
  fromLine: string;
  progress?: string;
  dryRun: boolean;
}

const patienceMs = 120_000;
const reportEveryMs = 1_000;
/** More of them say nothing new. */
const mostComplaints = 20;

/** @param how `isQuiet`: nothing is said on the way, as the answer has it all */
export async function replayFile(
  given: string,
  options: ReplayOptions,
  { isQuiet }: { isQuiet: boolean },
): Promise<Answer> {
  const note = isQuiet ? () => undefined : noteOnStandardError;
  const { dryRun } = options;
  const to = addressOf(options.to);
  const file = given === "-" ? given : resolve(given);
  const ending = interruption();
  const api = dryRun
    ? undefined
    : eventsApi({ url: to, key: keyOf(options.keyFile), patienceMs, signal: ending.signal });
  const counts = noCounts();
  const problems: { line: number; message: string }[] = [];
  let complaints = 0;
  let reportedAt = performance.now();
  const began = performance.now();
  const work = {
    lines: linesOf(file),
    api,
    progress: progressIn(options.progress, file, to),
    fromLine: numberOf(options.fromLine, "--from-line"),
    speed: options.speed === undefined ? undefined : speedOf(options.speed),
    complain(line: number, message: string) {
      complaints++;
      if (complaints > mostComplaints) return;
      problems.push({ line, message });
      note(`line ${line}: ${message}`);
    },
    report(now: Counts) {
      if (performance.now() - reportedAt < reportEveryMs) return;
      reportedAt = performance.now();
      note(`line ${now.lastLine}: ${countsText(now)}`);
    },
    signal: ending.signal,
  };
  try {
    await replay(work, counts);
  } catch (error) {
    if (!ending.signal.aborted) {
      note(
        `stopped behind line ${counts.lastLine}: --from-line ${counts.lastLine + 1} goes on there`,
      );
      throw error;
    }
  } finally {
    ending.done();
  }
  if (complaints > mostComplaints) note(`… and ${complaints - mostComplaints} more`);
  const interrupted = ending.signal.aborted;
  const seconds = Math.round(performance.now() - began) / 1_000;
  const retries = api?.retries() ?? 0;
  return {
    json: { ...counts, problems, retries, seconds, dryRun, interrupted },
    text: [
      `${dryRun ? "would be sent: " : ""}${countsText(counts)}, of ${counts.lines} lines`,
      ...(retries > 0 ? [`requests made again: ${retries}`] : []),
      ...(interrupted ? [`ended: --from-line ${counts.lastLine + 1} goes on there`] : []),
    ],
    exitCode: exitCodeOf(counts, interrupted),
  };
}

function exitCodeOf({ rejected, faulty }: Counts, interrupted: boolean): number {
  if (interrupted) return exitCodes.interrupted;
  return rejected + faulty > 0 ? exitCodes.failed : exitCodes.done;
}

const countsText = ({ accepted, duplicates, rejected, faulty, skipped }: Counts): string =>
  `${accepted} taken, ${duplicates} known already, ${rejected} refused, ${faulty} no events, ${skipped} left out`;

function noteOnStandardError(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Ctrl-C ends it between two requests, with its counts. */
function interruption(): { signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.once("SIGINT", abort).once("SIGTERM", abort);
  const done = (): void => void process.off("SIGINT", abort).off("SIGTERM", abort);
  return { signal: controller.signal, done };
}

function addressOf(given: string | undefined): string {
  const url = given ?? `http://127.0.0.1:${configOrThrow().port}`;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError("--to must be a URL that begins with http:// or https://");
  }
  return url.replace(/\/$/, "");
}

function keyOf(file: string | undefined): string {
  const key = file === undefined ? process.env["CAMPANILE_API_KEY"]?.trim() : keyIn(file);
  const found = key ?? configOrThrow().apiKey;
  if (found) return found;
  throw new UsageError(
    "an API key with the scope send is needed: CAMPANILE_API_KEY, or --key-file",
  );
}

function keyIn(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new UsageError(`${file} can't be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function numberOf(text: string, name: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new UsageError(`${name} must be a whole number from 1 on`);
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new UsageError("--speed must be a number above 0, such as 10");
}
