import type { Config } from "../contract/config.ts";
import { readConfig } from "../contract/config.ts";
import type { Database } from "../db/database.ts";
import { openDatabase } from "../db/database.ts";
import { databaseUrl } from "./database-url.ts";

/** @throws Error that names every setting that can't be used */
export function configOrThrow(): Config {
  const result = readConfig(process.env);
  if (result.ok) return result.config;
  throw new Error(result.problems.map(({ name, message }) => `${name} ${message}`).join("\n"));
}

export async function withDatabase<Result>(
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const db = openDatabase(await databaseUrl(configOrThrow()), 2);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
