import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Database } from "../src/db/core/database.ts";
import { openDatabase } from "../src/db/core/database.ts";
import { migrate } from "../src/db/core/migrate.ts";
import { startPostgres } from "../src/platform/postgres/server.ts";
import { startStack } from "../replay/stack.ts";
import { fileBytes } from "./keeping/table-sizes.ts";
import type { Processes } from "./processes.ts";
import type { TemporalKind } from "./temporal-server.ts";
import { startBenchTemporal } from "./temporal-server.ts";
import type { Versions } from "./versions.ts";
import { versionsOf } from "./versions.ts";

/** The process ids of the parts. They may change when a part is killed: ask for them each time. */
export interface ServerProcesses extends Processes {
  api: number;
  worker: number;
  temporal: number;
  /** The postmaster, whose children serve the connections. */
  postgres: number;
}

export interface Servers {
  url: string;
  key: string;
  /** Where API and worker keep their logs. */
  dataDir: string;
  temporalAddress: string;
  /** What Temporal keeps on the disk, with its visibility. */
  temporalBytes(): Promise<number>;
  /** Where Temporal's server answers Prometheus. */
  temporalMetrics: string;
  databaseUrl: string;
  /** Of the running Campanile. */
  db: Database;
  /** Another database on the same Postgres, migrated and empty, which no worker looks at. */
  apart: { db: Database; url: string };
  versions: Versions;
  processes(): ServerProcesses;
  /** Makes an empty database on the same Postgres. @returns its address */
  newDatabase(name: string): Promise<string>;
  /** A second time, it waits for the first. */
  stop(): Promise<void>;
}

/** Starts servers; `settings` are those of the API and the worker besides the usual ones. */
export type StartServers = (settings?: Record<string, string>) => Promise<Servers>;

/**
 * What `npm start` brings up, in folders that are removed afterwards: the same Postgres and Temporal,
 * started here, so that their processes and metrics are known, and an API and a worker beside them.
 */
export async function startServers(
  kind: TemporalKind,
  settings: Record<string, string> = {},
): Promise<Servers> {
  const dataDir = await mkdtemp(join(tmpdir(), "campanile-bench-servers-"));
  const ends: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  let stopped: Promise<void> | undefined;
  const stopAll = async (): Promise<void> => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
  };
  const stop = (): Promise<void> => (stopped ??= stopAll());
  try {
    const postgres = await startPostgres({ dataDir, port: 0 });
    ends.push(() => postgres.stop());
    const temporal = await startBenchTemporal(kind, dataDir, postgres);
    ends.push(() => temporal.stop());
    const stack = await startStack("bench", {
      DATABASE_URL: postgres.url(),
      TEMPORAL_ADDRESS: temporal.address,
      ...settings,
    });
    ends.push(() => stack.stop(false));
    const db = openDatabase(postgres.url(), 4);
    ends.push(() => db.close());
    const newDatabase = async (name: string): Promise<string> => {
      await db.query(`create database ${name}`);
      return postgres.url(name);
    };
    const apartUrl = await newDatabase("bench");
    await migrate(apartUrl);
    const apart = { db: openDatabase(apartUrl, 10), url: apartUrl };
    ends.push(() => apart.db.close());
    return {
      url: stack.url,
      key: stack.key,
      dataDir: stack.dataDir,
      temporalAddress: temporal.address,
      temporalBytes: () =>
        kind === "dev"
          ? fileBytes(join(dataDir, "temporal", "temporal.db"))
          : temporalDatabases(db),
      temporalMetrics: temporal.metricsUrl,
      databaseUrl: postgres.url(),
      db,
      apart,
      versions: await versionsOf(db, temporal.address),
      processes: () => ({
        api: pidOf(stack.dataDir, "api"),
        worker: pidOf(stack.dataDir, "worker"),
        temporal: temporal.pid,
        postgres: postgres.pid,
      }),
      newDatabase,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const pidFile = z.object({ pid: z.int() });

/** The supervisor's own note. */
export function pidOf(dataDir: string, name: "api" | "worker"): number {
  const file = join(dataDir, "run", `${name}.pid`);
  return pidFile.parse(JSON.parse(readFileSync(file, "utf8"))).pid;
}

async function temporalDatabases(db: Database): Promise<number> {
  const [row] = await db.query<{ bytes: number }>(
    "select sum(pg_database_size(datname))::float8 as bytes from pg_database where datname like 'temporal%'",
  );
  return row?.bytes ?? Number.NaN;
}
