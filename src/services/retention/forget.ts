import type { Database, Sql } from "../../db/core/database.ts";
import type { EndedRun } from "../../db/retention/ended-runs.ts";
import { endedRuns } from "../../db/retention/ended-runs.ts";
import {
  forgetContents,
  forgetMessages,
  messagesOfRuns,
} from "../../db/retention/forget-messages.ts";
import { forgetJournals, forgetRuns } from "../../db/retention/forget-runs.ts";
import { moveMark, noteGoneUntil, takeMark } from "../../db/retention/marks.ts";

/** What goes a while after its run has ended. Of runs that are open nothing does, however old they are. */
export const kindsOfRuns = ["messageContents", "journals", "messages", "runs"] as const;
export type KindOfRuns = (typeof kindsOfRuns)[number];

export interface ForgettingStep {
  /** Rows that went: contents, steps, messages or runs. */
  count: number;
  /** Whether there may be more. */
  isMore: boolean;
}

export interface StepSizes {
  runs: number;
  messages: number;
}

const usualSizes: StepSizes = { runs: 500, messages: 2_000 };

/**
 * Hands on what is about to go, in the transaction in which it does; what it throws keeps it from going.
 * @param ids of messages, where a kind is about them; else of runs
 */
export type KeepElsewhere = (sql: Sql, kind: KindOfRuns, ids: readonly string[]) => Promise<void>;

/**
 * Forgets some of a kind, of the runs that ended longest ago, in one short transaction that also moves the
 * kind's mark: a kill leaves all of a step or nothing.
 */
export function forgetStep(
  db: Database,
  kind: KindOfRuns,
  before: Date,
  { sizes = usualSizes, keepElsewhere = () => Promise.resolve() }: ForgettingOptions = {},
): Promise<ForgettingStep> {
  return db.tx(async (sql) => {
    const place = await takeMark(sql, kind);
    if (place === null) return { count: 0, isMore: false };
    const runs = await endedRuns(sql, place, before, sizes.runs);
    const last = runs.at(-1);
    if (last === undefined) return { count: 0, isMore: false };
    const ids = runs.filter((run) => goes(kind, run)).map(({ runId }) => runId);
    const { count, isWhole } =
      ids.length === 0
        ? { count: 0, isWhole: true }
        : await forget(sql, kind, ids, { sizes, keepElsewhere });
    if (count > 0) {
      await noteGoneUntil(
        sql,
        kind,
        runs.map(({ createdAt }) => createdAt),
      );
    }
    if (isWhole) await moveMark(sql, kind, last);
    return { count, isMore: !isWhole || runs.length === sizes.runs };
  });
}

export interface ForgettingOptions {
  sizes?: StepSizes;
  keepElsewhere?: KeepElsewhere;
}

/**
 * A failed run can go on: what it has done and sent keeps that from happening twice, so all of it goes
 * with the run, and nothing before.
 */
function goes(kind: KindOfRuns, { status }: EndedRun): boolean {
  return kind === "runs" || status !== "failed";
}

interface Forgotten {
  count: number;
  /** Whether nothing of the kind is left of these runs. */
  isWhole: boolean;
}

async function forget(
  sql: Sql,
  kind: KindOfRuns,
  ids: readonly string[],
  options: Required<ForgettingOptions>,
): Promise<Forgotten> {
  if (kind === "messageContents" || kind === "messages") {
    return forgetOfMessages(sql, kind, ids, options);
  }
  const { keepElsewhere } = options;
  if (kind === "journals") {
    await keepElsewhere(sql, kind, ids);
    return { count: await forgetJournals(sql, ids), isWhole: true };
  }
  const messages = await forgetOfMessages(sql, "messages", ids, options);
  if (!messages.isWhole) return messages;
  await keepElsewhere(sql, kind, ids);
  return { count: await forgetRuns(sql, ids), isWhole: true };
}

async function forgetOfMessages(
  sql: Sql,
  kind: "messageContents" | "messages",
  runIds: readonly string[],
  { sizes, keepElsewhere }: Required<ForgettingOptions>,
): Promise<Forgotten> {
  const withContent = kind === "messageContents";
  const ids = await messagesOfRuns(sql, runIds, { limit: sizes.messages, withContent });
  if (ids.length > 0) {
    await keepElsewhere(sql, kind, ids);
    await (withContent ? forgetContents(sql, ids) : forgetMessages(sql, ids));
  }
  return { count: ids.length, isWhole: ids.length < sizes.messages };
}
