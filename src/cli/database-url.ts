import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../platform/config/config.ts";
import { databaseName } from "../platform/postgres/cluster.ts";
import { UnavailableError } from "./failures.ts";

/**
 * DATABASE_URL, or where the Postgres of a running `npm start` listens.
 * @throws Error in words when neither is there
 */
export async function databaseUrl(config: Config): Promise<string> {
  if (config.database.url !== undefined) return config.database.url;
  const folder = join(config.dataDir, "postgres");
  const [password, running] = await Promise.all([
    textOf(join(folder, "password")),
    textOf(join(folder, "data", "postmaster.pid")),
  ]);
  // Postgres's own file; its fourth line is the port.
  const port = running?.split("\n")[3]?.trim();
  if (password === null || port === undefined || port === "") {
    throw new UnavailableError(
      "there is no database to talk to: set DATABASE_URL, or have npm start running " +
        `(DATA_DIR is ${config.dataDir})`,
    );
  }
  return `postgres://${databaseName}:${encodeURIComponent(password.trim())}@127.0.0.1:${port}/${databaseName}`;
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
