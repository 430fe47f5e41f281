import { Piscina } from "piscina";
import type { Board } from "./board.ts";
import { hasBegun, newBoard, readPlace } from "./board.ts";
import type { Reply, Task } from "./jobs.ts";

export interface LaneOptions {
  /** The thread's program. */
  filename: string;
  threads: number;
  limitMs: number;
  memoryMb: number;
  /** Threads that stay while there is nothing to do. */
  idle: number;
  /** Told of each job how it has ended, and after how many seconds. */
  onEnded?(outcome: Ending["outcome"], seconds: number): void;
}

/** How a job ended; all but the first together with its thread. */
export type Ending =
  | { outcome: "replied"; reply: Reply }
  | { outcome: "time" | "memory" | "died"; place: string };

const tickMs = 50;
const idleMs = 60_000;
/** A thread that has not begun by then never will. */
const maxStartMs = 60_000;
const outOfMemory = "ERR_WORKER_OUT_OF_MEMORY";

/**
 * Threads with one queue. A job's time is counted from when its thread has begun with it, and in
 * steps in which this process ran: a machine that slept, or that starts a thread slowly, is not the
 * content's fault.
 */
export class Lane {
  readonly #options: LaneOptions;
  readonly #pool: Piscina<Task, Reply>;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#pool = new Piscina<Task, Reply>({
      filename: options.filename,
      minThreads: options.idle,
      maxThreads: options.threads,
      idleTimeout: idleMs,
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb, maxYoungGenerationSizeMb: 32 },
    });
    // A thread that fails without a job is replaced by the next job's.
    this.#pool.on("error", () => undefined);
  }

  /** @param isStillWanted asked when its turn has come; what it throws is the outcome */
  async run(
    job: Omit<Task, "board">,
    isStillWanted: () => boolean,
  ): Promise<Ending | { outcome: "not wanted" }> {
    if (this.#running >= this.#options.threads) {
      await new Promise<void>((go) => this.#waiting.push(go));
    } else this.#running++;
    try {
      return isStillWanted() ? await this.#timed(job) : { outcome: "not wanted" };
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }

  /** Jobs that wait for a thread. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Threads, and how many of them are at work. */
  get threads(): { all: number; atWork: number } {
    const all = this.#pool.threads.length;
    return { all, atWork: Math.min(all, this.#running) };
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  async #timed(job: Omit<Task, "board">): Promise<Ending> {
    const { onEnded } = this.#options;
    if (onEnded === undefined) return this.#work(job);
    const began = performance.now();
    const ending = await this.#work(job);
    onEnded(ending.outcome, (performance.now() - began) / 1_000);
    return ending;
  }

  async #work(job: Omit<Task, "board">): Promise<Ending> {
    const board = newBoard();
    const ending = new AbortController();
    const stopWatching = watch(board, this.#options.limitMs, () => ending.abort());
    try {
      const reply = await this.#pool.run({ ...job, board }, { signal: ending.signal });
      return { outcome: "replied", reply };
    } catch (error) {
      const place = readPlace(board);
      const { code } = error as { code?: string };
      // Of a thread that could not even begin, the content can't be to blame.
      if (!hasBegun(board) && code !== outOfMemory) throw error;
      if (ending.signal.aborted) return { outcome: "time", place };
      return { outcome: code === outOfMemory ? "memory" : "died", place };
    } finally {
      stopWatching();
    }
  }
}

function watch(board: Board, limitMs: number, end: () => void): () => void {
  let spent = 0;
  let starting = 0;
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const passed = Math.min(now - before, 2 * tickMs);
    if (hasBegun(board)) spent += passed;
    else starting += passed;
    before = now;
    if (spent < limitMs && starting < maxStartMs) return;
    clearInterval(timer);
    end();
  }, tickMs);
  return () => clearInterval(timer);
}
