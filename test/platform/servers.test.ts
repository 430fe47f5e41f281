import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client, Connection } from "@temporalio/client";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { processIdentity } from "../../src/platform/process-identity.ts";
import { compiled } from "../../src/platform/project-root.ts";
import { type PostgresServer, startPostgres } from "../../src/platform/postgres/server.ts";
import { keepServer } from "../../src/platform/supervisor/keep-server.ts";
import { temporalCli } from "../../src/platform/temporal/binaries.ts";
import { startTemporalServer } from "../../src/platform/temporal/server.ts";
import { afterwards } from "../support/afterwards.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { eventually } from "../support/wait.ts";

const silent = { report: () => undefined };

/** Runs a program that starts a server and is then killed: the server stays behind. */
async function orphan(program: string): Promise<number> {
  const file = join(await temporaryFolder(), "starter.mjs");
  await writeFile(
    file,
    `${program}\nconsole.log(server.pid);\nprocess.kill(process.pid, "SIGKILL");`,
  );
  const killed = await promisify(execFile)(process.execPath, [file]).catch(
    (error: unknown) => error,
  );
  const pid = Number((killed as { stdout: string }).stdout);
  afterwards(() => {
    if (processIdentity(pid) !== undefined) process.kill(pid, "SIGKILL");
  });
  expect(processIdentity(pid)).toBeDefined();
  return pid;
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

describe("the embedded Postgres", () => {
  test("that a killed start left behind is stopped by the next, and its data is there", async () => {
    const dataDir = await temporaryFolder();
    const pid = await orphan(`
      import { startPostgres } from ${JSON.stringify(compiled("src/platform/postgres/server.ts"))};
      import pg from ${JSON.stringify(import.meta.resolve("pg"))};
      const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, port: 0 });
      const client = new pg.Client(server.url());
      await client.connect();
      await client.query("CREATE TABLE kept AS SELECT 1 AS it");`);
    const server = await startPostgres({ dataDir, port: 0 });
    afterwards(() => server.stop());
    expect(processIdentity(pid)).toBeUndefined();
    expect(await ask(server.url(), "SELECT it FROM kept")).toEqual([{ it: 1 }]);
  });

  test("that dies while it is kept comes back on the same port", async () => {
    const dataDir = await temporaryFolder();
    const restarts: number[] = [];
    const kept = await keepServer<PostgresServer>({
      name: "Postgres",
      start: (previous) => startPostgres({ dataDir, port: previous?.port ?? 0, durable: false }),
      restarted: async ({ port }) => void restarts.push(port),
      report: () => undefined,
    });
    afterwards(() => kept.stop());
    const { pid, port } = kept.current;
    process.kill(pid, "SIGKILL");
    await eventually("the restart", () => restarts.length > 0);
    expect(kept.current.port).toBe(port);
    expect(kept.current.pid).not.toBe(pid);
    expect(await ask(kept.current.url(), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});

describe("the Temporal server", () => {
  test("that a killed start left behind is stopped by the next, and its runs are there", async () => {
    const dataDir = await temporaryFolder();
    const binary = await temporalCli(silent);
    const options = { binary, dataDir, storage: "file" as const, port: 0, namespace: "default" };
    const pid = await orphan(`
      import { startTemporalServer } from ${JSON.stringify(compiled("src/platform/temporal/server.ts"))};
      import client from ${JSON.stringify(import.meta.resolve("@temporalio/client"))};
      const server = await startTemporalServer(${JSON.stringify(options)});
      const connection = await client.Connection.connect({ address: server.address });
      await new client.Client({ connection }).workflow.start("w", { workflowId: "kept", taskQueue: "q" });`);
    const server = await startTemporalServer(options);
    afterwards(() => server.stop());
    expect(processIdentity(pid)).toBeUndefined();
    const connection = await Connection.connect({ address: server.address });
    afterwards(() => connection.close());
    const { status } = await new Client({ connection }).workflow.getHandle("kept").describe();
    expect(status.name).toBe("RUNNING");
  });

  test("that can't start says why, with the end of its log", async () => {
    const dataDir = await temporaryFolder();
    const binary = join(await temporaryFolder(), "temporal");
    await writeFile(binary, "#!/bin/sh\necho the disk is full\nexit 3\n", { mode: 0o755 });
    await expect(
      startTemporalServer({ binary, dataDir, storage: "file", port: 0, namespace: "default" }),
    ).rejects.toThrow(/did not start \(exit code 3\):\nthe disk is full/);
  });
});
