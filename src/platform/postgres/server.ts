import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Daemon, startDaemon } from "../daemon.ts";
import { stopOrphan } from "../orphan.ts";
import { freePort, releasePort } from "../ports.ts";
import { postgresBinaries } from "./binaries.ts";
import { databaseName, openCluster } from "./cluster.ts";
import { unprivileged } from "./unprivileged.ts";

/** Crash recovery after a long burst may take its time. */
const startLimitMs = 120_000;

export interface PostgresOptions {
  /** An absolute folder; Postgres lives in `postgres/` below it, its log in `logs/`. */
  dataDir: string;
  /** The next free one is taken when it is in use; 0 for any. */
  port: number;
  /** False trades safety against a power cut for speed: for tests. */
  durable?: boolean;
}

export interface PostgresServer {
  readonly port: number;
  readonly pid: number;
  readonly exited: Daemon["exited"];
  url(database?: string): string;
  /** Ends its sessions and writes everything to disk. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded Postgres on the loopback address and waits until it answers. An orphan of an
 * earlier start in the same folder is stopped first.
 * @throws Error with the end of Postgres's log when it doesn't come up
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const binaries = postgresBinaries();
  await mkdir(options.dataDir, { recursive: true });
  const as = unprivileged(binaries, options.dataDir);
  const { pgdata, password } = await openCluster(join(options.dataDir, "postgres"), binaries, as);
  await stopPostgresOrphan(options.dataDir);
  const port = await freePort(options.port);
  const args = ["-D", pgdata, "-p", String(port), ...settings(options.durable ?? true)];
  const daemon = startDaemon({
    name: "postgres",
    ...as.invoke(binaries.postgres, args),
    cwd: pgdata,
    env: { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" },
    logFile: join(options.dataDir, "logs", "postgres.log"),
  });
  void daemon.exited.then(() => releasePort(port));
  const url = (database = databaseName) =>
    `postgres://${databaseName}:${password}@127.0.0.1:${port}/${database}`;
  const stop = () => daemon.stop("SIGINT", 30_000);
  try {
    await waitUntilReady(url("postgres"), daemon);
    await ensureDatabase(url("postgres"));
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, pid: daemon.pid, exited: daemon.exited, url, stop };
}

function settings(durable: boolean): string[] {
  const values: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "256MB",
    max_wal_size: durable ? "2GB" : "512MB",
    random_page_cost: "1.1",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "warning",
    // Details quote the values of rows: people's addresses.
    log_error_verbosity: "terse",
    // A committed event must outlast a power cut.
    synchronous_commit: durable ? "on" : "off",
    fsync: durable ? "on" : "off",
    full_page_writes: durable ? "on" : "off",
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/**
 * Ends the Postgres that a killed start left behind in a data folder.
 * The first line of postmaster.pid is the pid; a stale file would stop a new server.
 */
export async function stopPostgresOrphan(dataDir: string): Promise<void> {
  const pgdata = join(dataDir, "postgres", "data");
  const file = join(pgdata, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number((await readFile(file, "utf8")).split("\n")[0]);
  await stopOrphan(pid, pgdata, "SIGINT", 30_000);
  await rm(file, { force: true });
}

async function waitUntilReady(url: string, daemon: Daemon): Promise<void> {
  const deadline = Date.now() + startLimitMs;
  for (;;) {
    if (daemon.exit) {
      throw new Error(`Postgres did not start (${daemon.exit.reason}):\n${daemon.logTail()}`);
    }
    const failure = await withClient(url, (client) => client.query("SELECT 1")).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure === undefined) return;
    if (Date.now() > deadline) {
      throw new Error(`Postgres did not answer in time:\n${daemon.logTail()}`, { cause: failure });
    }
    await sleep(50);
  }
}

async function ensureDatabase(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [
      databaseName,
    ]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  });
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
