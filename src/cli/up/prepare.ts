import { Connection } from "@temporalio/client";
import type { Config } from "../../contract/config.ts";
import { openDatabase } from "../../db/database.ts";
import { migrate } from "../../db/migrate.ts";
import { temporalConnectionOptions } from "../../platform/temporal/connection.ts";
import { ensureSearchAttributes } from "../../platform/temporal/search-attributes.ts";
import { firstStart } from "../../services/setup/first-start.ts";

/** Brings the schema up to date, and what a first start needs into the database. */
export async function prepareDatabase(url: string, apiKey: string | undefined) {
  await migrate(url);
  const database = openDatabase(url, 2);
  try {
    return await firstStart(database, { apiKey });
  } finally {
    await database.close();
  }
}

/** Makes the search attributes of runs, on our own Temporal or the user's. */
export async function prepareTemporal(settings: Config["temporal"]): Promise<void> {
  const options = await temporalConnectionOptions(settings);
  const connection = await Connection.connect({ ...options, connectTimeout: 15_000 });
  try {
    await ensureSearchAttributes(connection, settings.namespace);
  } finally {
    await connection.close();
  }
}
