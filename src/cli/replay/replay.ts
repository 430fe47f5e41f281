import { setTimeout as sleep } from "node:timers/promises";
import type { EventsApi, SendResult } from "./api.ts";
import type { ReplayedEvent } from "./event-of-line.ts";
import { eventOfLine } from "./event-of-line.ts";
import type { Line } from "./lines.ts";
import type { Progress } from "./progress.ts";

export interface Counts {
  lines: number;
  accepted: number;
  /** Known by their message ids. */
  duplicates: number;
  rejected: number;
  /** Lines that are no event. */
  faulty: number;
  /** Events that Campanile makes itself, and rows of other tables. */
  skipped: number;
  /** The last line that is done with: a replay may go on behind it. */
  lastLine: number;
}

export const noCounts = (): Counts => ({
  lines: 0,
  accepted: 0,
  duplicates: 0,
  rejected: 0,
  faulty: 0,
  skipped: 0,
  lastLine: 0,
});

export interface ReplayWork {
  lines: AsyncIterable<Line>;
  /** Undefined: a dry run, which counts what would be sent as accepted. */
  api: EventsApi | undefined;
  progress: Progress;
  fromLine: number;
  /** Times as fast as events came; undefined: as fast as it goes. */
  speed: number | undefined;
  /** What is wrong with a line. */
  complain(line: number, message: string): void;
  /** Told after each request. */
  report(counts: Counts): void;
  signal: AbortSignal;
}

const perRequest = 250;
/** The API takes lists of 5 MiB. */
const bytesPerRequest = 4_000_000;

interface Waiting {
  line: number;
  event: ReplayedEvent;
}

/** One request at a time, so that events come in the file's order. */
export async function replay(work: ReplayWork, counts: Counts): Promise<void> {
  const pace = paceOf(work.speed, work.signal);
  let typeKeys: Map<string, string> | undefined;
  let waiting: Waiting[] = [];
  let bytes = 0;

  async function flush(upTo: number): Promise<void> {
    if (waiting.length > 0) {
      const sent = waiting;
      [waiting, bytes] = [[], 0];
      const results = await work.api?.send(sent.map(({ event }) => event.body));
      if (results === undefined) counts.accepted += sent.length;
      else for (const result of results) count(work, counts, sent, result);
    }
    counts.lastLine = upTo;
    if (work.api !== undefined) await work.progress.note(upTo);
    work.report(counts);
  }

  for await (const { number, text } of work.lines) {
    work.signal.throwIfAborted();
    if (number < work.fromLine || number <= work.progress.line) continue;
    counts.lines++;
    if (typeKeys === undefined && text.includes('"type_id"') && !text.includes('"type_key"')) {
      typeKeys = await work.api?.typeKeys();
    }
    const found = eventOfLine(text, typeKeys ?? new Map());
    if (found.kind === "event") {
      const isDue = pace.isDue(found.event.at);
      const isFull = waiting.length === perRequest || bytes + text.length > bytesPerRequest;
      if (isFull || !isDue) await flush(number - 1);
      if (!isDue) await pace.until(found.event.at);
      waiting.push({ line: number, event: found.event });
      bytes += text.length;
    } else if (found.kind === "faulty") {
      counts.faulty++;
      work.complain(number, found.message);
    } else counts.skipped++;
    if (waiting.length === 0) counts.lastLine = number;
  }
  await flush(Math.max(counts.lastLine, waiting.at(-1)?.line ?? 0));
}

function count(
  work: ReplayWork,
  counts: Counts,
  sent: readonly Waiting[],
  result: SendResult,
): void {
  const { index, status, errors = [] } = result;
  // Another writing of the same event, such as its params in another order, is known all the same.
  const isKnown = errors.length === 1 && errors[0]?.path === `events[${index}].messageId`;
  if (status === "accepted") counts.accepted++;
  else if (status === "duplicate" || isKnown) counts.duplicates++;
  else {
    counts.rejected++;
    const words = errors.map(
      ({ path, message }) => `${path.replace(/^events\[\d+\]\.?/, "")} ${message}`,
    );
    work.complain(sent[index]?.line ?? 0, words.join("; "));
  }
}

/** Keeps the distances between events, divided by the speed. */
function paceOf(speed: number | undefined, signal: AbortSignal) {
  let began: { at: number; now: number } | undefined;
  const dueIn = (at: Date | null): number => {
    if (speed === undefined || at === null) return 0;
    began ??= { at: at.getTime(), now: performance.now() };
    return began.now + (at.getTime() - began.at) / speed - performance.now();
  };
  return {
    isDue: (at: Date | null): boolean => dueIn(at) <= 0,
    until: async (at: Date | null): Promise<void> => {
      const ms = dueIn(at);
      if (ms > 0) await sleep(ms, undefined, { signal });
    },
  };
}
