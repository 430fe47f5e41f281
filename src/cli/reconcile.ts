import { Client, Connection } from "@temporalio/client";
import { Command } from "commander";
import type { Config } from "../platform/config/config.ts";
import type { Database } from "../db/core/database.ts";
import { clearTemporalAhead } from "../db/queue/temporal-ahead.ts";
import { reconcile } from "../dispatch/reconcile.ts";
import type { Difference } from "../dispatch/temporal-ahead.ts";
import { differenceSince } from "../dispatch/temporal-ahead.ts";
import { temporalConnectionOptions } from "../platform/temporal/connection.ts";
import { temporalAddress } from "./temporal-address.ts";
import { configOrThrow, withDatabase } from "./with-database.ts";

const orphanedRuns = "Postgres knows no such run: it was restored to an earlier time";

export function reconcileCommand(): Command {
  return new Command("reconcile")
    .description(
      "compare runs with Temporal after Postgres was restored to an earlier time: write again what had " +
        "ended, terminate what no row belongs to",
    )
    .option("--dry-run", "say what would be done, and do nothing", false)
    .action(async ({ dryRun }: { dryRun: boolean }) => {
      const config = configOrThrow();
      await withDatabase((db) => compare(config, db, dryRun));
    });
}

async function compare(config: Config, db: Database, dryRun: boolean): Promise<void> {
  const address = await temporalAddress(config);
  if (address === null) {
    throw new Error(
      "there is no Temporal to talk to: set TEMPORAL_ADDRESS, or have npm start running",
    );
  }
  const { namespace, taskQueue } = config.temporal;
  const options = await temporalConnectionOptions({ ...config.temporal, address });
  const connection = await Connection.connect(options);
  try {
    const client = new Client({ connection, namespace });
    // All that the namespace's retention has left.
    const difference = await differenceSince({ db, client, taskQueue }, new Date(0));
    report(difference, dryRun);
    if (!dryRun) await apply(db, client, difference);
  } finally {
    await connection.close();
  }
}

function report({ unknown, behind }: Difference, dryRun: boolean): void {
  const [ended, terminated] = dryRun
    ? ["would be noted as they ended", "would be terminated"]
    : ["noted as they ended", "terminated"];
  console.log(`${behind.length} runs had ended in Temporal and not in Postgres: ${ended}`);
  for (const { id } of behind) console.log(`  ${id}`);
  console.log(`${unknown.open.length} open runs in Temporal are not in Postgres: ${terminated}`);
  for (const id of unknown.open) console.log(`  ${id}`);
  console.log(
    `${unknown.closed} ended runs in Temporal are not in Postgres: nothing is left to do`,
  );
}

async function apply(db: Database, client: Client, { unknown, behind }: Difference): Promise<void> {
  await reconcile(db, client, behind);
  for (const id of unknown.open) {
    await client.workflow.getHandle(id).terminate(orphanedRuns).catch(isEndedMeanwhile);
  }
  await clearTemporalAhead(db);
  console.log("Done: Home and doctor say no more of it.");
}

function isEndedMeanwhile(error: unknown): void {
  if (!(error instanceof Error) || error.name !== "WorkflowNotFoundError") throw error;
}
