import { Connection } from "@temporalio/client";
import type { Config } from "../../platform/config/config.ts";
import { openDatabase } from "../../db/core/database.ts";
import { migrate } from "../../db/core/migrate.ts";
import { reasonOf } from "../../platform/reason.ts";
import { temporalConnectionOptions } from "../../platform/temporal/connection.ts";
import { ensureSearchAttributes } from "../../platform/temporal/search-attributes.ts";
import { withRendererPool } from "../../rendering/pool.ts";
import { commandContext } from "../with-database.ts";
import { UnavailableError } from "../failures.ts";
import { postgresErrorText } from "../postgres-error.ts";
import { type FirstStart, firstStart } from "../../services/setup/first-start.ts";

/**
 * Brings the schema up to date, and what a first start needs into the database.
 * @throws Error that names DATABASE_URL when Postgres can't be reached
 */
export async function prepareDatabase(
  url: string,
  apiKey: string | undefined,
): Promise<FirstStart> {
  const database = openDatabase(url, 2);
  try {
    await migrate(url);
    return await withRendererPool((renderer) =>
      firstStart(commandContext(database, renderer), { apiKey }),
    );
  } catch (error) {
    throw postgresErrorText(error);
  } finally {
    await database.close();
  }
}

/**
 * Makes the search attributes of runs, on our own Temporal or the user's.
 * @throws Error that names TEMPORAL_ADDRESS when Temporal can't be reached
 */
export async function prepareTemporal(settings: Config["temporal"]): Promise<void> {
  const options = await temporalConnectionOptions(settings);
  const connection = await reach(`Temporal at ${options.address} (TEMPORAL_ADDRESS)`, () =>
    Connection.connect({ ...options, connectTimeout: 15_000 }),
  );
  try {
    await ensureSearchAttributes(connection, settings.namespace);
  } finally {
    await connection.close();
  }
}

async function reach<Result>(what: string, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    throw new UnavailableError(`${what} can't be reached: ${reasonOf(error)}`, { cause: error });
  }
}
