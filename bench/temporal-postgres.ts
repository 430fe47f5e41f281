import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Connection } from "@temporalio/client";
import { msToTs } from "@temporalio/common/lib/time.js";
import pg from "pg";
import { runCommand } from "../src/platform/command.ts";
import { startDaemon } from "../src/platform/daemon.ts";
import { freePort, releasePort } from "../src/platform/ports.ts";
import type { PostgresServer } from "../src/platform/postgres/server.ts";
import { cacheFolder } from "../src/platform/project-root.ts";
import type { Check } from "../src/platform/temporal/find-binary.ts";
import { findBinary } from "../src/platform/temporal/find-binary.ts";
import { goSource } from "../src/platform/temporal/go-source.ts";
import { waitForTemporal } from "../src/platform/temporal/ready.ts";
import { serverConfig } from "./temporal-postgres-config.ts";

export interface BenchTemporal {
  address: string;
  pid: number;
  /** Where it answers Prometheus. */
  metricsUrl: string;
  stop(): Promise<unknown>;
}

const version = "v1.31.2";
const cache = join(cacheFolder, "temporal");
/** Its programs, by their names and where their sources are. */
const programs = {
  server: { source: "cmd/server", what: "the Temporal server" },
  sql: { source: "cmd/tools/sql", what: "Temporal's tool for schemas" },
} as const;
type Program = keyof typeof programs;

/** Whether the programs were compiled before: that takes minutes. */
export function isTemporalOnPostgresHere(): boolean {
  return Object.keys(programs).every((name) =>
    existsSync(join(cache, sourceOf(name as Program).cacheName)),
  );
}

function sourceOf(name: Program) {
  return goSource(`go.temporal.io/server/${programs[name].source}`, version, name);
}

const startLimitMs = 60_000;
const namespace = "default";

/**
 * Temporal's own server, all of its services in one process, on databases of the bench's Postgres.
 * @throws Error in words when the programs can't be had: they are compiled by Go
 */
export async function startTemporalOnPostgres(
  dataDir: string,
  postgres: Pick<PostgresServer, "url">,
): Promise<BenchTemporal> {
  const server = await program("server");
  const tool = await program("sql");
  for (const [database, schema] of Object.entries({
    temporal: "temporal",
    temporal_visibility: "visibility",
  })) {
    await makeDatabase(postgres, database);
    const run = schemaTool(tool, postgres, database);
    await run("setup-schema", "--version", "0.0");
    await run("update-schema", "--schema-name", `postgresql/v12/${schema}`);
  }
  const ports: number[] = [];
  while (ports.length < 9) ports.push(await freePort(lowPort()));
  const config = serverConfig(new URL(postgres.url()), ports);
  const folder = join(dataDir, "temporal");
  await mkdir(folder, { recursive: true });
  // Whatever is JSON is YAML.
  await writeFile(join(folder, "bench.yaml"), JSON.stringify(config.content));
  await writeFile(join(folder, "dynamic.yaml"), "{}");
  const daemon = startDaemon({
    name: "temporal",
    command: server,
    args: ["--config-file", "bench.yaml", "--allow-no-auth", "start"],
    cwd: folder,
    logFile: join(dataDir, "logs", "temporal.log"),
  });
  void daemon.exited.then(() => ports.forEach(releasePort));
  const stop = () => daemon.stop("SIGTERM", 20_000);
  try {
    await waitForTemporal(config.address, daemon, startLimitMs);
    await registerNamespace(config.address);
    await waitForTemporal(config.address, daemon, startLimitMs, namespace);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address: config.address, pid: daemon.pid, metricsUrl: config.metricsUrl, stop };
}

/** The server keeps its members' ports in a smallint. */
function lowPort(): number {
  return 20_000 + Math.floor(Math.random() * 12_000);
}

async function program(name: Program): Promise<string> {
  const { what } = programs[name];
  const found = await findBinary(
    {
      what,
      installed: () => Promise.resolve({ ok: false, reason: `only ${version} is measured` }),
      check,
      sources: [sourceOf(name)],
    },
    cache,
    { report: (line) => console.log(`  ${line}`) },
  );
  if (found.found) return found.path;
  throw new Error(
    `--temporal postgres needs ${what}, which is compiled by Go (https://go.dev/dl), and it ` +
      `can't be had:\n${found.tried.map((line) => `  - ${line}`).join("\n")}`,
  );
}

async function check(path: string): Promise<Check> {
  const result = await runCommand(path, ["--version"], { limitMs: 30_000 });
  return result.ok ? { ok: true, version } : result;
}

async function makeDatabase(postgres: Pick<PostgresServer, "url">, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url("postgres") });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
}

function schemaTool(tool: string, postgres: Pick<PostgresServer, "url">, database: string) {
  const { hostname, port, username, password } = new URL(postgres.url());
  const env = {
    ...process.env,
    SQL_PLUGIN: "postgres12",
    SQL_HOST: hostname,
    SQL_PORT: port,
    SQL_USER: username,
    SQL_PASSWORD: decodeURIComponent(password),
    SQL_DATABASE: database,
  };
  return async (...args: string[]): Promise<void> => {
    const result = await runCommand(tool, args, { limitMs: 60_000, env });
    if (!result.ok) throw new Error(`the schema of ${database}: ${result.reason}`);
  };
}

async function registerNamespace(address: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      // As the dev server keeps what has ended.
      workflowExecutionRetentionPeriod: msToTs("1 day"),
    });
  } finally {
    await connection.close();
  }
}
