import { ApplicationFailure } from "@temporalio/common";
import type { AttemptKey } from "../db/runs/block-attempts.ts";
import { beginAttempt, endAttempt } from "../db/runs/block-attempts.ts";
import type { Database, Sql } from "../db/core/database.ts";
import { factsOf } from "../db/runs/run-facts.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import type { FactNeeds } from "../domain/fact-needs.ts";
import type { Facts } from "../domain/facts.ts";
import type { Step } from "../domain/plan.ts";
import { sayRun } from "../domain/sentences/run-sentences.ts";
import type { JobKind, Jobs } from "../rendering/jobs.ts";
import type { Renderer } from "../rendering/renderer.ts";

const maxDeaths = 3;

/** What one attempt of a step knows and has rendered, however often its transaction begins again. */
export interface StepContent {
  renderer: Renderer;
  /** What the run knows: read once an attempt. */
  facts(sql: Sql, run: RunRecord, needs: FactNeeds): Promise<Facts>;
  /** Where the work on content ends, within its transaction: the attempt has not died. */
  settle(sql: Sql): Promise<void>;
}

interface Given {
  db: Database;
  renderer: Renderer;
}

/**
 * Counts, in Postgres, the attempts that die while they work on a step's content: a worker that is
 * killed for its memory, or that hangs, takes none down with it any more after the third. Only that
 * work is counted: an operator may end a worker as often as they like while it waits or sends.
 */
export async function withContent<Result>(
  { db, renderer }: Given,
  { step, part = "" }: { step: Step; part?: string },
  work: (content: StepContent) => Promise<Result>,
): Promise<Result> {
  const key: AttemptKey = { ...step, part };
  let isNoted = false;
  let known: { contactId: string; facts: Facts } | undefined;

  async function note(): Promise<void> {
    if (isNoted) return;
    const begun = await beginAttempt(db, key);
    if (begun > maxDeaths) {
      await endAttempt(db, key);
      throw ApplicationFailure.nonRetryable(sayRun("contentTooCostly", { deaths: maxDeaths }));
    }
    isNoted = true;
  }

  const content: StepContent = {
    renderer: {
      run: async <Kind extends JobKind>(kind: Kind, input: Jobs[Kind]["input"]) => {
        await note();
        return renderer.run(kind, input);
      },
    },
    facts: async (sql, run, needs) => {
      // A visitor may have signed in between two transactions of an attempt.
      if (known?.contactId !== run.contactId) {
        known = { contactId: run.contactId, facts: await factsOf(sql, run, step.at, needs) };
      }
      return known.facts;
    },
    settle: async (sql) => {
      if (isNoted) await endAttempt(sql, key);
    },
  };
  try {
    return await work(content);
  } catch (error) {
    // An answer, too. Where Postgres is away, one more is counted than has died.
    if (isNoted) await endAttempt(db, key).catch(() => undefined);
    throw error;
  }
}
