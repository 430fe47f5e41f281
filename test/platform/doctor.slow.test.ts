import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { Client } from "@temporalio/client";
import proto from "@temporalio/proto";
import { SMTPServer } from "smtp-server";
import { expect, inject, test } from "vitest";
import { doctor } from "../../src/cli/doctor.ts";
import { required } from "../../src/domain/required.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import { putSecret } from "../../src/services/secrets/secrets.ts";
import { contextOf } from "../support/context.ts";
import { misspeltSettings } from "../../src/cli/doctor/misspelt-settings.ts";
import { freePort } from "../../src/platform/ports.ts";
import { compiled, projectRoot } from "../../src/platform/project-root.ts";
import { ensureSearchAttributes } from "../../src/platform/temporal/search-attributes.ts";
import { afterwards } from "../support/afterwards.ts";
import { apiProcess } from "../support/api-process.ts";
import { testDatabase } from "../support/database.ts";
import { schemas } from "../support/schemas.ts";
import { testMailServer } from "../support/mail-server.ts";
import { testTemporal, unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The lines of a report, their columns apart. */
async function report(env: Record<string, string>) {
  const lines: string[] = [];
  const well = await doctor(env, (line) => void lines.push(line));
  const rows = lines.map((line) => {
    const [state = "", what = "", ...says] = line.split(/ {2,}/);
    return { state, what, says: says.join(" ") };
  });
  return { well, rows, failed: rows.filter(({ state }) => state === "FAILED") };
}

async function everything() {
  const { db, url } = await testDatabase();
  await db.query("insert into workers (id) values ('w')");
  const mail = await testMailServer();
  const env = {
    DATABASE_URL: url,
    TEMPORAL_ADDRESS: inject("temporalAddress"),
    TEMPORAL_NAMESPACE: await ownNamespace(),
    SMTP_URL: mail.url,
    PUBLIC_URL: "https://mail.example.com",
    PORT: String(await freePort(0)),
  };
  return { db, env };
}

/** A namespace without the runs that other tests left behind. */
async function ownNamespace(): Promise<string> {
  const { client, connection } = await testTemporal();
  const namespace = unique("doctor");
  await client.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: proto.google.protobuf.Duration.fromObject({
      seconds: 86_400,
    }),
  });
  await eventually("the namespace", () => client.workflowService.describeNamespace({ namespace }));
  await ensureSearchAttributes(connection, namespace);
  return namespace;
}

test("all is well: each thing has its line, and nothing was sent or changed", async () => {
  const { env } = await everything();
  const { well, rows } = await report(env);
  expect(rows.map(({ state, what }) => `${state} ${what}`)).toEqual([
    "ok Settings",
    "ok API port",
    "ok Postgres",
    "ok Schema",
    "ok Clock",
    "ok Worker",
    "ok Restored data",
    "ok Partitions",
    "ok Forgetting",
    "ok Retention",
    "ok Secrets",
    "ok API keys",
    "ok Temporal",
    "ok Namespace",
    "ok Namespace's retention",
    "ok Search attributes",
    "ok Task queues",
    "ok Mail (SMTP)",
  ]);
  expect(well).toBe(true);
});

test("each thing that is away fails with what to do, and the rest is checked all the same", async () => {
  const { well, rows, failed } = await report({
    DATABASE_URL: "postgres://me:swordfish@127.0.0.1:1/none",
    TEMPORAL_ADDRESS: "127.0.0.1:1",
    SMTP_URL: "smtp://me:swordfish@127.0.0.1:1",
  });
  expect(well).toBe(false);
  expect(failed).toMatchObject([
    { what: "Postgres", says: expect.stringContaining("DATABASE_URL") },
    { what: "Temporal", says: expect.stringContaining("TEMPORAL_ADDRESS") },
    { what: "Mail (SMTP)", says: expect.stringContaining("SMTP_URL") },
  ]);
  expect(JSON.stringify(rows)).not.toContain("swordfish");
});

test("an old schema, a silent worker and a namespace that isn't there are told", async () => {
  const { db, env } = await everything();
  await db.query("delete from schema_migrations where name like '0003%' or name > '0003'");
  const old = await report({ ...env, TEMPORAL_NAMESPACE: "nowhere" });
  expect(old.failed).toMatchObject([
    { what: "Schema", says: expect.stringMatching(/0003_.*npm run cli -- migrate/) },
    { what: "Namespace", says: expect.stringContaining("namespace create --namespace nowhere") },
  ]);
  const other = await everything();
  await other.db.query("delete from workers");
  expect((await report(other.env)).failed).toMatchObject([{ what: "Worker" }]);
});

test("settings that can't be used are all named, and nothing else is tried", async () => {
  const { rows } = await report({ PORT: "eighty", SMTP_URL: "mail" });
  expect(rows.map(({ state, says }) => [state, says.split(" ")[0]])).toEqual([
    ["FAILED", "PORT"],
    ["FAILED", "SMTP_URL"],
  ]);
});

test("without addresses it finds what runs on the data folder, or says what to set", async () => {
  const running = await report({ DATA_DIR: inject("runFolder") });
  expect(running.rows.filter(({ state }) => state === "ok").map(({ what }) => what)).toEqual(
    expect.arrayContaining(["Postgres", "Temporal", "Namespace", "Mail (SMTP)"]),
  );
  const nothing = await report({ DATA_DIR: await temporaryFolder() });
  expect(nothing.failed.map(({ what, says }) => [what, says.replaceAll(projectRoot, "")])).toEqual([
    ["Postgres", expect.stringContaining("set DATABASE_URL, or have npm start running")],
    ["Temporal", expect.stringContaining("set TEMPORAL_ADDRESS, or have npm start running")],
  ]);
});

test("an SMTP user or password that the server refuses is told as such, without them", async () => {
  const { env } = await everything();
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth: ({ password }, _session, callback) =>
      password === "right" ? callback(null, { user: "ada" }) : callback(new Error("535 no")),
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  afterwards(() => new Promise<void>((resolve) => server.close(() => resolve())));
  await eventually("the server", () => server.server.listening);
  const { port } = server.server.address() as AddressInfo;
  const withPassword = (password: string) =>
    report({ ...env, SMTP_URL: `smtp://ada:${password}@127.0.0.1:${port}` });
  expect((await withPassword("right")).failed).toEqual([]);
  const { failed } = await withPassword("swordfish");
  expect(failed).toMatchObject([
    { what: "Mail (SMTP)", says: expect.stringContaining("the right user and password") },
  ]);
  expect(JSON.stringify(failed)).not.toContain("swordfish");
});

test("a port that another program has is told; one that the API has is not", async () => {
  const { env } = await everything();
  const stranger = createServer((_request, response) => response.end("hello"));
  await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
  afterwards(() => stranger.close());
  const { port } = stranger.address() as AddressInfo;
  expect((await report({ ...env, PORT: String(port) })).failed).toMatchObject([
    { what: "API port", says: expect.stringContaining(`port ${port} is taken`) },
  ]);
  const api = await apiProcess({ DATABASE_URL: env.DATABASE_URL });
  const { rows } = await report({ ...env, PORT: String(api.port) });
  expect(rows).toContainEqual({
    state: "ok",
    what: "API port",
    says: `the API answers on ${api.port}`,
  });
});

test("a real mail server without PUBLIC_URL fails, one on this machine is looked at", async () => {
  const { env } = await everything();
  const { PUBLIC_URL: _, ...without } = env;
  const links = async (SMTP_URL: string) =>
    (await report({ ...without, SMTP_URL })).rows.find(({ what }) => what === "Links in mails");
  expect(await links(env.SMTP_URL)).toMatchObject({ state: "look" });
  expect(await links("smtp://mail.invalid:25")).toMatchObject({
    state: "FAILED",
    says: expect.stringContaining("PUBLIC_URL is not set"),
  });
});

test.each([
  ["SMPT_URL", "SMTP_URL"],
  ["DATABASE_UR", "DATABASE_URL"],
  ["PUBLICURL", "PUBLIC_URL"],
  ["TEMPORAL_TASKQUEUE", "TEMPORAL_TASK_QUEUE"],
  ["MAIL_FORM", "MAIL_FROM"],
  ["LOG_LEVELS", "LOG_LEVEL"],
  ["temporal_address", "TEMPORAL_ADDRESS"],
])("the variable %s looks like %s misspelt", (name, meant) => {
  expect([...misspeltSettings({ [name]: "x", PATH: "/bin", HOSTS: "x", PORTS: "x" })]).toEqual([
    {
      what: "Settings",
      ok: true,
      doubtful: true,
      says: expect.stringContaining(`is ${meant} meant`),
    },
  ]);
});

test("runs that are open on a task queue without a worker are told, with their number", async () => {
  const { env } = await everything();
  const { connection } = await testTemporal();
  const client = new Client({ connection, namespace: env.TEMPORAL_NAMESPACE });
  const start = (workflowId: string) =>
    client.workflow.start("run", { workflowId, taskQueue: "lonely", args: [] });
  await start("run/1");
  await start("run/2");
  await eventually("the runs to be seen", async () => {
    expect((await report(env)).failed).toMatchObject([
      { what: "Task queues", says: expect.stringContaining('2 on "lonely"') },
    ]);
    return true;
  });
});

test("into a pipe that is closed early it ends without a word", async () => {
  const { env } = await everything();
  const cli = `${JSON.stringify(process.execPath)} ${JSON.stringify(compiled("src/cli/main.ts"))}`;
  const { stdout, stderr } = await promisify(execFile)(
    "sh",
    ["-c", `(${cli} doctor; echo "code $?" >&2) | head -n 1`],
    { env: { PATH: process.env["PATH"], ...env } },
  );
  expect(stdout).toBe("ok      Settings           can be used\n");
  expect(stderr).toBe("code 0\n");
});

test("ports of npm start's servers that others have are looked at, and its own are not", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(() => new Promise((resolve) => server.close(resolve)));
  const port = String((server.address() as AddressInfo).port);
  const names = ["POSTGRES_PORT", "TEMPORAL_PORT", "TEMPORAL_UI_PORT", "INBOX_PORT"];
  const { rows } = await report({
    DATA_DIR: await temporaryFolder(),
    ...Object.fromEntries(names.map((name) => [name, port])),
  });
  const looked = rows.filter(({ what }) => what === "Ports");
  expect(looked.map(({ state, says }) => [state, says.split(" ")[2]])).toEqual(
    names.map((name) => ["look", name]),
  );
  const { env } = await everything();
  expect((await report(env)).rows.map(({ what }) => what)).not.toContain("Ports");
});

test("it changes nothing: a database without a schema has no table after it", async () => {
  const { url, db } = await testDatabase();
  await schemas.none(db);
  const { failed } = await report({ DATABASE_URL: url, TEMPORAL_ADDRESS: "127.0.0.1:1" });
  expect(failed[0]).toMatchObject({
    what: "Schema",
    says: expect.stringMatching(/no schema yet.*npm run cli -- migrate/) as string,
  });
  const made = "select relname from pg_class where relnamespace = 'public'::regnamespace";
  expect(await db.query(made)).toEqual([]);
});

test("a schema that a newer release has migrated is told with that release", async () => {
  const { db, env } = await everything();
  await schemas.newer(db);
  expect((await report(env)).failed).toMatchObject([
    { what: "Schema", says: expect.stringContaining("run release 9.9.0 or newer") as string },
  ]);
});

test("what keys still seal is told, and a missing one fails by its name", async () => {
  const { db, url } = await testDatabase();
  const [old, next, other] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte).toString("base64"));
  const keysOf = (...given: (string | undefined)[]) => given.join(",");
  const saysOf = async (SECRETS_KEY: string) => {
    const { rows } = await report({ DATABASE_URL: url, SECRETS_KEY });
    return rows.find(({ what }) => what === "Secrets");
  };
  const read = readConfig({ SECRETS_KEY: keysOf(old) });
  const keys = read.ok ? read.config.secretsKeys : undefined;
  await putSecret(contextOf(db), keys, "A", "x");
  const id = required(keys, "the old key")[0].id;
  expect(await saysOf(keysOf(old))).toMatchObject({
    state: "ok",
    says: `1 values are sealed by ${id}`,
  });
  expect(await saysOf(keysOf(next, old))).toMatchObject({
    state: "look",
    says: expect.stringContaining(`sealed by ${id}, which SECRETS_KEY needs until`),
  });
  expect(await saysOf(keysOf(old, next))).toMatchObject({
    state: "look",
    says: expect.stringContaining("take it out of SECRETS_KEY"),
  });
  expect(await saysOf(keysOf(other))).toMatchObject({
    state: "FAILED",
    says: expect.stringContaining(`the key ${id}, that is not in SECRETS_KEY`),
  });
});
