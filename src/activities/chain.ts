import { performance } from "node:perf_hooks";
import type { Database, Transaction } from "../db/core/database.ts";
import { isTransient } from "../db/core/database-errors.ts";
import { factsOf } from "../db/runs/run-facts.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import type { AskedInterruption, RunBehindStep } from "../db/runs/run-steps.ts";
import { stepsBehind } from "../db/runs/run-steps.ts";
import type { Facts } from "../domain/facts.ts";
import type { Performed, RunEnd, Step, StepResult, Way } from "../domain/plan.ts";
import { blockContext } from "./block-context.ts";
import { goOnWithKind } from "./block-timer.ts";
import { recordedWish } from "./dry-run.ts";
import { endBehind, endWithStep, journalStep, openStep, resultOf } from "./open-step.ts";
import type { StepContent } from "./step-content.ts";
import type { FindBlock, PublishedBlock } from "./versions.ts";

/** So many blocks at most are one transaction, and none is begun after so long: its run stays locked. */
const mostBlocks = 25;
const mostMs = 200;

export interface ChainDependencies {
  db: Database;
  findBlock: FindBlock;
}

export interface Walked {
  performed: Performed;
  /** Whether a block may have written runs or signals, which the dispatcher is to be told of. */
  launches: boolean;
}

/**
 * A block that has to be the first of a chain: it failed, or has something to be rendered, which no
 * transaction waits for. What was before it is kept, and it is asked for by itself.
 */
class MustComeFirst extends Error {
  readonly before: number;

  constructor(before: number) {
    super("the block has to begin a chain");
    this.before = before;
  }
}

/**
 * Performs a block and those behind it, as far as nothing is to be waited for and nothing leaves
 * Postgres: each with its journal row, all in one transaction, and where the way ends with the run's
 * end. A stop that was committed before one of them begins ends the run there.
 */
export async function performChain(
  { db, findBlock }: ChainDependencies,
  content: StepContent,
  step: Step,
  way: Way | undefined,
): Promise<Walked> {
  let most = way === undefined ? 1 : mostBlocks;
  for (;;) {
    try {
      return await db.tx((sql) => new Chain(sql, findBlock, content, step, way).walk(most));
    } catch (error) {
      if (!(error instanceof MustComeFirst)) throw error;
      most = error.before;
    }
  }
}

/** One attempt, in its transaction. */
class Chain {
  readonly #sql: Transaction;
  readonly #findBlock: FindBlock;
  readonly #content: StepContent;
  readonly #way: Way | undefined;
  readonly #first: Step;
  readonly #visits: Record<string, number>;
  readonly #onward: string[] = [];
  #launches = false;
  #step: Step;

  constructor(
    sql: Transaction,
    findBlock: FindBlock,
    content: StepContent,
    step: Step,
    way: Way | undefined,
  ) {
    this.#sql = sql;
    this.#findBlock = findBlock;
    this.#content = content;
    this.#first = step;
    this.#step = step;
    this.#way = way;
    this.#visits = { ...way?.visits };
  }

  async walk(most: number): Promise<Walked> {
    const began = performance.now();
    const opened = await openStep(this.#sql, this.#first, this.#way);
    if (opened.state === "held") {
      return { performed: { branch: "", held: opened.held }, launches: false };
    }
    let { run } = opened;
    const wasDone = opened.state === "done";
    const before = wasDone ? await this.#doneBefore() : new Map<string, StepResult>();
    let published = await this.#findBlock(this.#sql, run.versionId, this.#first.blockId);
    let interruption: AskedInterruption | null = null;
    let result: StepResult;
    if (wasDone) {
      result = opened.result;
    } else {
      const made = await this.#perform(run, published, this.#content);
      await this.#content.settle(this.#sql);
      ({ result } = made);
      run = runBehind(run, made.behind);
      ({ interruption } = made.behind);
    }
    const first = result;
    for (;;) {
      const end = endBehind(published, this.#step, result, interruption);
      if (end !== undefined) {
        const ended = await endWithStep(this.#sql, run, this.#way, end);
        return this.#walked(first, result, ended);
      }
      const next = result.waitUntil === undefined ? published.behind(result.branch) : undefined;
      // A run that goes on after failing looks around before each block.
      const isFull = this.#onward.length + 1 >= most || run.retries > 0;
      const isLong = performance.now() - began > mostMs;
      const isForChain = next?.block.place === "database" && !next.hasTemplates;
      if (next === undefined || !isForChain || isFull || isLong) {
        return this.#walked(first, result);
      }
      published = next;
      this.#goOn(published);
      const known = before.get(visitKey(this.#step));
      if (known !== undefined) {
        result = known;
        continue;
      }
      const made = await this.#performFurther(run, published);
      ({ result } = made);
      run = runBehind(run, made.behind);
      ({ interruption } = made.behind);
    }
  }

  /** What an attempt before this one has come to, by visit. */
  async #doneBefore(): Promise<Map<string, StepResult>> {
    const rows = await stepsBehind(this.#sql, this.#first);
    return new Map(rows.map((row) => [visitKey(row), resultOf(row.blockId, row)]));
  }

  #goOn({ id, block }: PublishedBlock): void {
    const visit = (this.#visits[id] ?? 0) + 1;
    this.#visits[id] = visit;
    const { position } = this.#step;
    this.#step = { ...this.#first, blockId: id, visit, position: position + 1, check: false };
    this.#onward.push(id);
    goOnWithKind(block.kind);
  }

  async #perform(
    run: RunRecord,
    published: PublishedBlock,
    content: StepContent,
  ): Promise<{ result: StepResult; behind: RunBehindStep }> {
    const { block, config } = published;
    if (block.place !== "database") throw new Error(`${block.kind} is not a Postgres-only block`);
    const context = blockContext(this.#sql, run, this.#step, content, published);
    const outcome = recordedWish(await block.perform(config, context), context);
    this.#launches ||= outcome.launches === true;
    return journalStep(this.#sql, this.#step, block.kind, outcome);
  }

  async #performFurther(
    run: RunRecord,
    published: PublishedBlock,
  ): Promise<{ result: StepResult; behind: RunBehindStep }> {
    let isRendering = false;
    const first = new MustComeFirst(this.#onward.length);
    let facts: Promise<Facts> | undefined;
    const content: StepContent = {
      renderer: {
        run: () => {
          isRendering = true;
          return Promise.reject(first);
        },
      },
      facts: (sql, _run, needs) => (facts ??= factsOf(sql, run, this.#step.at, needs)),
      settle: () => Promise.resolve(),
    };
    try {
      const made = await this.#perform(run, published, content);
      if (isRendering) throw first;
      return made;
    } catch (error) {
      if (error instanceof MustComeFirst || isTransient(error)) throw error;
      throw first;
    }
  }

  #walked(first: StepResult, last: StepResult, ended?: RunEnd): Walked {
    const performed: Performed = { ...first };
    if (this.#onward.length > 0) performed.onward = { blockIds: this.#onward, result: last };
    if (ended !== undefined) performed.ended = ended;
    return { performed, launches: this.#launches };
  }
}

const visitKey = ({ blockId, visit }: { blockId: string; visit: number }): string =>
  `${blockId}/${visit}`;

function runBehind(run: RunRecord, { contactId, orderId, variables }: RunBehindStep): RunRecord {
  return { ...run, contactId, orderId, variables };
}
