import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, inject, test, vi } from "vitest";
import { freePort } from "../../../src/platform/ports.ts";
import { ownVersion } from "../../../src/platform/version.ts";
import { afterwards } from "../../support/afterwards.ts";
import { schemas } from "../../support/schemas.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { eventually } from "../../support/wait.ts";
import { databaseAlone, examined } from "./setup.ts";

afterEach(() => void vi.useRealTimers());

test("a password that Postgres refuses is told as such, without it", async () => {
  const { env } = await databaseAlone();
  const url = new URL(env.DATABASE_URL);
  url.password = "swordfish";
  const { of, findings } = await examined({ ...env, DATABASE_URL: url.href });
  expect(of("Postgres")).toMatchObject([
    {
      state: "failed",
      says: expect.stringMatching(/refuses the sign-in.*right user and password/) as string,
    },
  ]);
  expect(JSON.stringify(findings)).not.toContain("swordfish");
});

test("a database that is not there is told with how to make it", async () => {
  const { env } = await databaseAlone();
  const url = env.DATABASE_URL.replace(/\/[^/]+$/, "/no_such_database");
  expect((await examined({ ...env, DATABASE_URL: url })).of("Postgres")).toMatchObject([
    { state: "failed", says: expect.stringMatching(/no such database.*createdb/) as string },
  ]);
});

test("a schema that is behind is told with the command, and one that is ahead with the release", async () => {
  const behind = await databaseAlone();
  await schemas.older(behind.db);
  expect((await examined(behind.env)).of("Schema")).toMatchObject([
    { state: "failed", says: expect.stringMatching(/campanile migrate/) as string },
  ]);
  const ahead = await databaseAlone();
  await schemas.newer(ahead.db);
  expect((await examined(ahead.env)).of("Schema")).toMatchObject([
    { state: "failed", says: expect.stringContaining("run release 9.9.0 or newer") as string },
  ]);
});

test("a schema that is ahead, and that this release may go on with, is looked at", async () => {
  const { db, env } = await databaseAlone();
  await schemas.newer(db, "0096");
  const { of } = await examined(env);
  expect(of("Schema")).toMatchObject([
    { state: "look", says: expect.stringContaining("9.9.0") as string },
  ]);
  expect(of("Worker")).toMatchObject([{ state: "ok" }]);
});

test("a clock that is an hour off is told, and by how much", async () => {
  const { env } = await databaseAlone();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
  expect((await examined(env)).of("Clock")).toMatchObject([
    {
      state: "failed",
      says: expect.stringMatching(
        /360\d\.\d+ s behind Postgres's: set both by a time server/,
      ) as string,
    },
  ]);
});

test("a worker that was never there, or is silent, is told with how to start one", async () => {
  const { db, env } = await databaseAlone();
  await db.query("update workers set seen_at = now() - interval '40 seconds'");
  const none = {
    state: "failed",
    says: expect.stringContaining("none was seen within 30 seconds: start") as string,
  };
  expect((await examined(env)).of("Worker")).toMatchObject([none]);
  await db.query("delete from workers");
  expect((await examined(env)).of("Worker")).toMatchObject([none]);
});

test("a worker of another release is looked at, by its name and what it is of", async () => {
  const { db, env } = await databaseAlone();
  await db.query(
    "insert into workers (id, version, build) values ('old@1', '0.0.9', 'campanile-1')",
  );
  await db.query(
    "insert into workers (id, version, build, seen_at) values ('gone', '0.0.8', 'x', now() - interval '1 hour')",
  );
  const { of } = await examined(env);
  expect(of("Releases")).toMatchObject([{ state: "look" }]);
  const [{ says } = { says: "" }] = of("Releases");
  expect(says).toMatch(
    new RegExp(`^the worker old@1 is of 0.0.9 \\(campanile-1\\), and this is ${ownVersion} `),
  );
});

test("a user who may not make partitions is told, and what to grant", async () => {
  const { db, env } = await databaseAlone();
  const role = `poor_${Date.now()}`;
  await db.query(`create role ${role} login password 'poor'`);
  await db.query(`grant select, insert, update, delete on all tables in schema public to ${role}`);
  afterwards(async () => {
    await db.query(`drop owned by ${role}`);
    await db.query(`drop role ${role}`);
  });
  const url = new URL(env.DATABASE_URL);
  Object.assign(url, { username: role, password: "poor" });
  const { of } = await examined({ ...env, DATABASE_URL: url.href });
  expect(of("Partitions")).toMatchObject([
    { state: "ok" },
    { state: "failed", says: expect.stringContaining("does not own the table events") as string },
  ]);
});

test("partitions that are missing ahead are told", async () => {
  const { db, env } = await databaseAlone();
  const now = await db.query<{ part: string }>(
    "select part from event_partitions where until > now()",
  );
  for (const { part } of now) await db.query(`drop table events_${part}, event_decisions_${part}`);
  expect((await examined(env)).of("Partitions")).toMatchObject([
    {
      state: "failed",
      says: expect.stringContaining("a worker makes them ahead each hour") as string,
    },
  ]);
});

const pooler = "/usr/sbin/pgbouncer";

test.skipIf(!existsSync(pooler))(
  "a PgBouncer in transaction mode, behind which nobody hears a NOTIFY, is told",
  async () => {
    const { env } = await databaseAlone();
    const port = await pgBouncer(inject("postgresUrl"), "transaction");
    const { pathname } = new URL(env.DATABASE_URL);
    const DATABASE_URL = `postgres://any@127.0.0.1:${port}${pathname}`;
    const { of } = await examined({ ...env, DATABASE_URL });
    expect(of("Notifications")).toMatchObject([
      { state: "failed", says: expect.stringContaining("PgBouncer in transaction mode") as string },
    ]);
  },
);

/** A real one before a Postgres. It refuses root, and so is started as nobody. */
async function pgBouncer(target: string, mode: string): Promise<number> {
  const { hostname, port: targetPort, username, password } = new URL(target);
  const folder = await temporaryFolder();
  const port = await freePort(0);
  const file = join(folder, "pgbouncer.ini");
  const login = `user=${username} password=${decodeURIComponent(password)}`;
  await writeFile(
    file,
    `[databases]\n* = host=${hostname} port=${targetPort} ${login}\n[pgbouncer]\n` +
      `listen_addr = 127.0.0.1\nlisten_port = ${port}\nauth_type = any\nunix_socket_dir =\n` +
      `pool_mode = ${mode}\nignore_startup_parameters = extra_float_digits,options\n`,
    { mode: 0o644 },
  );
  const child = spawn(pooler, process.getuid?.() === 0 ? ["-u", "nobody", file] : [file]);
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => void (said += chunk.toString()));
  afterwards(() => void child.kill("SIGKILL"));
  await eventually("PgBouncer", () => said.includes("process up") || said.includes("listening on"));
  return port;
}
