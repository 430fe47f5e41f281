import { expect, inject, test } from "vitest";
import { doctor } from "../../src/cli/doctor.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { testDatabase } from "../support/database.ts";
import { testMailServer } from "../support/mail-server.ts";
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
    SMTP_URL: mail.url,
  };
  return { db, env };
}

test("all is well: each thing has its line, and nothing was sent or changed", async () => {
  const { env } = await everything();
  const { well, rows } = await report(env);
  expect(rows.map(({ state, what }) => `${state} ${what}`)).toEqual([
    "ok Settings",
    "ok Postgres",
    "ok Schema",
    "ok Clock",
    "ok Worker",
    "ok Temporal",
    "ok Namespace",
    "ok Search attributes",
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
