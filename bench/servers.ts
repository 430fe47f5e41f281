import { databaseUrl } from "../src/cli/database-url.ts";
import { readConfig } from "../src/platform/config/config.ts";
import type { Database } from "../src/db/core/database.ts";
import { openDatabase } from "../src/db/core/database.ts";
import { migrate } from "../src/db/core/migrate.ts";
import { freePort, releasePort } from "../src/platform/ports.ts";
import { startStack } from "../replay/stack.ts";

export interface Servers {
  url: string;
  key: string;
  temporalAddress: string;
  /** Of the running Campanile. */
  db: Database;
  /** Another database on the same Postgres, migrated and empty, which no worker looks at. */
  apart: { db: Database; url: string };
  stop(): Promise<void>;
}

/** What `npm start` brings up, in a folder that is removed afterwards. */
export async function startServers(): Promise<Servers> {
  const port = await freePort(0);
  // Claimed by this process, it would be taken for in use by the one that starts the server.
  releasePort(port);
  const stack = await startStack("bench", { TEMPORAL_PORT: String(port) });
  const config = readConfig({ DATA_DIR: stack.dataDir });
  if (!config.ok) throw new Error("the settings of the bench can't be read");
  const url = await databaseUrl(config.config);
  const db = openDatabase(url, 4);
  await db.query("create database bench");
  const apartUrl = url.replace(/\/[^/]*$/, "/bench");
  await migrate(apartUrl);
  const apart = { db: openDatabase(apartUrl, 10), url: apartUrl };
  return {
    url: stack.url,
    key: stack.key,
    temporalAddress: `127.0.0.1:${port}`,
    db,
    apart,
    stop: async () => {
      await apart.db.close();
      await db.close();
      await stack.stop(false);
    },
  };
}
