import { rm } from "node:fs/promises";
import { Connection } from "@temporalio/client";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../src/db/core/migrate.ts";
import { startPostgres } from "../../src/platform/postgres/server.ts";
import { temporalCli } from "../../src/platform/temporal/binaries.ts";
import { ensureSearchAttributes } from "../../src/platform/temporal/search-attributes.ts";
import { startTemporalServer } from "../../src/platform/temporal/server.ts";
import "./provided.ts";
import { clearAbandonedRuns, makeRunFolder } from "./run-folder.ts";

const templateDatabase = "campanile_template";

/** One Postgres and one Temporal for the whole run; what a test changes is a database of its own. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await clearAbandonedRuns();
  const folder = await makeRunFolder();
  const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const tearDown = async (): Promise<void> => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  };
  try {
    // One after the other, so that one that fails leaves no other half started.
    const postgres = await startPostgres({ dataDir: folder, port: 0, durable: false });
    stops.push(() => postgres.stop());
    await makeTemplate(postgres.url("postgres"), postgres.url(templateDatabase));
    const temporal = await startTemporal(folder);
    stops.push(() => temporal.stop());
    project.provide("runFolder", folder);
    project.provide("postgresUrl", postgres.url("postgres"));
    project.provide("templateDatabase", templateDatabase);
    project.provide("temporalAddress", temporal.address);
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
}

async function makeTemplate(adminUrl: string, templateUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${templateDatabase}`);
  } finally {
    await client.end();
  }
  await migrate(templateUrl);
}

async function startTemporal(dataDir: string) {
  const binary = await temporalCli({ report: (line) => console.error(line) });
  const server = await startTemporalServer({
    binary,
    dataDir,
    storage: "memory",
    port: 0,
    namespace: "default",
  });
  const connection = await Connection.connect({ address: server.address });
  try {
    await ensureSearchAttributes(connection, "default");
  } finally {
    await connection.close();
  }
  return server;
}
