import { LRUCache } from "lru-cache";
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { serialize } from "node:v8";
import { AppError } from "../contract/errors.ts";
import type { ProcessStanding } from "../domain/process-standing.ts";
import { compiled } from "../platform/project-root.ts";
import type { JobKind, Jobs, Reply } from "./jobs.ts";
import type { Ending } from "./lane.ts";
import type { Limit } from "./limits.ts";
import { LimitExceeded, limits, limitMessage } from "./limits.ts";
import type { Renderer } from "./renderer.ts";
import { noTelemetry } from "../platform/telemetry/telemetry.ts";
import type { Telemetry } from "../platform/telemetry/telemetry.ts";
import { lanesStanding } from "./standing.ts";
import { watchedLanes } from "./watched-lanes.ts";
import { RendererBusy, RendererClosed, RenderingFailed } from "./renderer.ts";

/** What is remembered of contents, by their hash, and for how many milliseconds. */
const remembered = { max: 1_000, ttl: 5 * 60_000 };

export interface RendererPool extends Renderer {
  /** Jobs in progress are given up. */
  close(): Promise<void>;
  /** Its threads, and what waits for them. */
  standing(): NonNullable<ProcessStanding["rendering"]>;
}

export interface PoolOptions {
  /** Of the lane of ordinary jobs. */
  threads?: number;
  quickMs?: number;
  slowMs?: number;
  memoryMb?: number;
  telemetry?: Telemetry;
}

type Job = { kind: JobKind; input: object };
type Refusal = { limit: Limit; message: string; place: string };

/** Behind content that takes long: what waits longer than some of it lasts has been given up meanwhile. */
const maxWaiting = 4;

/** How often content must have taken long before it begins among its like: a machine hiccups. */
const strikes = 2;

/**
 * Threads for others' content, in two lanes. Every job begins in the quick one; what lasts longer
 * than ordinary content does is begun again in the slow one, so that no mail waits behind it. What
 * exceeds its limits there is ended with its thread, and refused at once when it comes again.
 */
export function rendererPool(options: PoolOptions = {}): RendererPool {
  const filename = compiled("src/rendering/thread.ts");
  const { quickMs = limits.quickMs, slowMs = limits.slowMs } = options;
  const { memoryMb = limits.memoryMb } = options;
  const threads = options.threads ?? Math.min(4, Math.max(2, availableParallelism()));
  const watched = watchedLanes(options.telemetry ?? noTelemetry);
  const quick = watched.of("quick", { filename, threads, memoryMb, limitMs: quickMs, idle: 1 });
  const slow = watched.of("slow", { filename, threads: 1, memoryMb, limitMs: slowMs, idle: 0 });
  const refused = new LRUCache<string, Refusal>(remembered);
  const lasting = new LRUCache<string, number>(remembered);
  /** What waits or runs in the slow lane: the same again, of an attempt that was repeated, joins it. */
  const inSlowLane = new Map<string, Promise<unknown>>();
  let closed = false;

  async function run(job: Job): Promise<unknown> {
    refuseKnown(job);
    if (isSlow(job)) return inTurn(job);
    const ending = await quick.run(job, () => {
      // Meanwhile its like may have been found out.
      refuseKnown(job);
      return !isSlow(job);
    });
    if (ending.outcome === "not wanted") return inTurn(job);
    if (ending.outcome !== "time") return outcomeOf(job, ending);
    const key = contentKey(job);
    lasting.set(key, (lasting.get(key) ?? 0) + 1);
    return inTurn(job);
  }

  function isSlow(job: Job): boolean {
    if (inSlowLane.size > 0 && inSlowLane.has(wholeKey(job))) return true;
    return lasting.size > 0 && (lasting.get(contentKey(job)) ?? 0) >= strikes;
  }

  async function inTurn(job: Job): Promise<unknown> {
    const key = wholeKey(job);
    const known = inSlowLane.get(key);
    if (known !== undefined) return known;
    if (slow.waiting >= maxWaiting) throw new RendererBusy();
    const work = atLength(job).finally(() => inSlowLane.delete(key));
    inSlowLane.set(key, work);
    return work;
  }

  async function atLength(job: Job): Promise<unknown> {
    const began = performance.now();
    const ending = await slow.run(job, () => {
      refuseKnown(job);
      return true;
    });
    if (ending.outcome === "replied" && performance.now() - began < quickMs) {
      lasting.delete(contentKey(job));
    }
    return outcomeOf(job, ending);
  }

  function refuseKnown(job: Job): void {
    if (closed) throw new RendererClosed();
    const known = refused.size === 0 ? undefined : refused.get(wholeKey(job));
    if (known !== undefined) throw new LimitExceeded(known.limit, known.message, known.place);
  }

  function outcomeOf(job: Job, ending: Ending | { outcome: "not wanted" }): unknown {
    if (ending.outcome === "replied") return outputOf(ending.reply);
    if (ending.outcome === "not wanted") throw new Error("a job was dropped");
    if (closed) throw new RendererClosed();
    const limit = ending.outcome === "died" ? "memory" : ending.outcome;
    const refusal = { limit, message: limitMessage[limit], place: ending.place };
    refused.set(wholeKey(job), refusal);
    throw new LimitExceeded(refusal.limit, refusal.message, refusal.place);
  }

  return {
    run: <Kind extends JobKind>(kind: Kind, input: Jobs[Kind]["input"]) =>
      run({ kind, input }).catch((error: unknown) => {
        // Ended with its thread, in whatever words.
        throw closed && !(error instanceof AppError) ? new RendererClosed() : error;
      }) as Promise<Jobs[Kind]["output"]>,
    standing: () => lanesStanding(quick, slow),
    close: async () => {
      closed = true;
      watched.stop();
      await Promise.all([quick.close(), slow.close()]);
    },
  };
}

/** For a program that needs threads for one thing only, if at all: the first job starts them. */
export async function withRendererPool<Result>(
  work: (renderer: Renderer) => Promise<Result>,
): Promise<Result> {
  let pool: RendererPool | undefined;
  try {
    return await work({
      run: (kind, input) => {
        pool ??= rendererPool();
        return pool.run(kind, input);
      },
    });
  } finally {
    await pool?.close();
  }
}

function outputOf(reply: Reply): unknown {
  if (reply.outcome === "done") return reply.output;
  if (reply.outcome === "limit") throw new LimitExceeded(reply.limit, reply.message, reply.place);
  throw new RenderingFailed(reply.message, reply.place);
}

const wholeKey = ({ kind, input }: Job): string => keyOf([kind, input]);

/** Without what it is rendered with: another contact's mail is the same content. */
function contentKey({ kind, input }: Job): string {
  return keyOf([kind, { ...input, facts: null }]);
}

function keyOf(value: unknown): string {
  return createHash("sha256").update(serialize(value)).digest("base64");
}
