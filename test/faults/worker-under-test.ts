import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { testMailServer } from "../support/mail-server.ts";
import { testTemporal, unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";

interface Run {
  id: string;
  status: string;
  temporal_id: string;
  attempts: number;
}

/** A workflow that an order starts, and what its workers are started with. */
export async function setUp(definition = inARow(email("mail", "Hello"))) {
  const { url, db } = await testDatabase(10);
  const mail = await testMailServer();
  const temporal = await testTemporal();
  await makeWorkflow(db, { definition });
  const settings = { databaseUrl: url, taskQueue: unique("kills"), smtpUrl: mail.url };
  return { db, mail, temporal, settings, ingest: createIngest(db) };
}

export const runs = (db: Database) => db.query<Run>("select * from runs order by id");

/** What 30 seconds would do. */
export const endLeases = (db: Database) =>
  db.query("update runs set lease_until = now() where lease_until is not null");

export async function completed(db: Database, count: number): Promise<void> {
  await eventually(
    `${count} completed runs`,
    async () => (await runs(db)).filter(({ status }) => status === "completed").length === count,
  );
}
