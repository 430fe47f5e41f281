import { Client } from "@temporalio/client";
import type { Config } from "../../platform/config/config.ts";
import type { Database } from "../../db/core/database.ts";
import { clearTemporalAhead } from "../../db/queue/temporal-ahead.ts";
import { reconcile } from "../../dispatch/reconcile.ts";
import type { Difference } from "../../dispatch/temporal-ahead.ts";
import { differenceSince } from "../../dispatch/temporal-ahead.ts";
import type { Answer } from "../answer.ts";
import { configOrThrow, withDatabase } from "../with-database.ts";
import { withTemporal } from "../with-temporal.ts";

const endedRuns = "Postgres has the end of this run: Temporal was restored to an earlier time";
const orphanedRuns = "Postgres knows no such run: it was restored to an earlier time";

export function reconcileRuns({ dryRun }: { dryRun: boolean }): Promise<Answer> {
  const config = configOrThrow();
  return withDatabase((db) => compare(config, db, dryRun));
}

function compare(config: Config, db: Database, dryRun: boolean): Promise<Answer> {
  const { namespace, taskQueue } = config.temporal;
  return withTemporal(config, async (connection) => {
    const client = new Client({ connection, namespace });
    // All that the namespace's retention has left.
    const difference = await differenceSince({ db, client, taskQueue }, new Date(0));
    if (!dryRun) await apply(db, client, difference);
    return { json: reportOf(difference, dryRun), text: linesOf(difference, dryRun) };
  });
}

function reportOf({ unknown, behind, over }: Difference, dryRun: boolean): object {
  return {
    dryRun,
    endedInTemporalOnly: behind.map(({ id }) => id),
    openInTemporalOnly: unknown.open,
    openThoughEnded: over,
    closedInTemporalOnly: unknown.closed,
  };
}

function linesOf({ unknown, behind, over }: Difference, dryRun: boolean): string[] {
  const [ended, terminated] = dryRun
    ? ["would be noted as they ended", "would be terminated"]
    : ["noted as they ended", "terminated"];
  return [
    `${behind.length} runs had ended in Temporal and not in Postgres: ${ended}`,
    ...behind.map(({ id }) => `  ${id}`),
    `${unknown.open.length} open runs in Temporal are not in Postgres: ${terminated}`,
    ...unknown.open.map((id) => `  ${id}`),
    `${over.length} runs are open in Temporal that have ended in Postgres: ${terminated}`,
    ...over.map((id) => `  ${id}`),
    `${unknown.closed} ended runs in Temporal are not in Postgres: nothing is left to do`,
    ...(dryRun ? [] : ["Done: Home and doctor say no more of it."]),
  ];
}

async function apply(
  db: Database,
  client: Client,
  { unknown, behind, over }: Difference,
): Promise<void> {
  await reconcile(db, client, behind);
  const terminate = (id: string, why: string) =>
    client.workflow.getHandle(id).terminate(why).catch(isEndedMeanwhile);
  for (const id of unknown.open) await terminate(id, orphanedRuns);
  for (const id of over) await terminate(id, endedRuns);
  await clearTemporalAhead(db);
}

function isEndedMeanwhile(error: unknown): void {
  if (!(error instanceof Error) || error.name !== "WorkflowNotFoundError") throw error;
}
