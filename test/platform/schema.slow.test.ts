import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, inject, test } from "vitest";
import { migrationFile, numberOf, ownMigrations } from "../../src/db/core/migration-files.ts";
import { migrate } from "../../src/db/core/migrate.ts";
import { compiled } from "../../src/platform/project-root.ts";
import { ownVersion } from "../../src/platform/version.ts";
import { apiProcess } from "../support/api-process.ts";
import { testDatabase } from "../support/database.ts";
import { schemas } from "../support/schemas.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = promisify(execFile);
const newest = ownMigrations.at(-1) ?? "";

const states = [
  { schema: "none", says: /has no schema yet.*campanile migrate/ },
  { schema: "older", says: new RegExp(`needs ${newest}: run campanile migrate`) },
  {
    schema: "newer",
    says: /migrated by release 9\.9\.0, up to 9999_future.*run release 9\.9\.0 or newer/,
  },
] as const;
const programs = ["src/api/main.ts", "src/worker.ts"];

describe.each(programs)("%s", (program) => {
  test.each(states)(
    "refuses a schema that is $schema in one sentence, with exit code 1",
    async ({ schema, says }) => {
      const { db, url } = await testDatabase();
      await schemas[schema](db);
      const env = { DATABASE_URL: url, TEMPORAL_ADDRESS: inject("temporalAddress"), PORT: "0" };
      const refused = run(process.execPath, [compiled(program)], { env });
      await expect(refused).rejects.toMatchObject({
        code: 1,
        stdout: "",
        stderr: expect.stringMatching(says) as string,
      });
      const { stderr } = (await refused.catch((error: unknown) => error)) as { stderr: string };
      expect(stderr.trim().split("\n")).toHaveLength(1);
      expect(stderr).toContain(ownVersion);
    },
  );

  test.each([
    { what: "a wrong password", change: (url: URL) => (url.password = "wrong"), says: /password/ },
    {
      what: "no database",
      change: (url: URL) => (url.pathname = "/none"),
      says: /no such database/,
    },
    {
      what: "no TLS on the other side",
      change: (url: URL) => url.searchParams.set("sslmode", "verify-full"),
      says: /no secure connection/,
    },
  ])("says $what in one sentence, with exit code 1", async ({ change, says }) => {
    const url = new URL((await testDatabase()).url);
    change(url);
    const env = { DATABASE_URL: url.href, TEMPORAL_ADDRESS: "127.0.0.1:1", PORT: "0" };
    await expect(run(process.execPath, [compiled(program)], { env })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(new RegExp(`^.*${says.source}.*DATABASE_URL.*\n$`)) as string,
    });
  });
});

test("a newer schema that says that this release may go on with it is worked on", async () => {
  const { db, url } = await testDatabase();
  await schemas.newer(db, numberOf(newest));
  const api = await apiProcess({ DATABASE_URL: url });
  expect(await (await fetch(`${api.url}/readyz`)).json()).toMatchObject({ schema: { ok: true } });
  await expect(migrate(url)).rejects.toThrow(/release 9\.9\.0/);
});

describe("migrate", () => {
  test("at once by several, one does it, and notes the release", async () => {
    const { db, url } = await testDatabase();
    await schemas.none(db);
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(url)));
    expect(applied.filter(({ length }) => length > 0)).toEqual([ownMigrations]);
    const noted = await db.query("select name, release from schema_migrations order by name");
    expect(noted).toEqual(ownMigrations.map((name) => ({ name, release: ownVersion })));
  });

  test("goes on where an earlier release, which noted none, has stopped", async () => {
    const { db, url } = await testDatabase();
    await schemas.none(db);
    await migrate(url);
    await db.query("alter table schema_migrations drop column release, drop column runs_with");
    expect(await migrate(url)).toEqual([]);
  });

  test("by hand on a newer schema says which release to run", async () => {
    const { db, url } = await testDatabase();
    await schemas.newer(db);
    const env = { DATABASE_URL: url, DATA_DIR: await temporaryFolder() };
    const migrated = run(process.execPath, [compiled("src/cli/main.ts"), "migrate"], { env });
    await expect(migrated).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^the database was migrated by release 9\.9\.0.*\n$/) as string,
    });
  });

  test("each new migration says with which release a program may go on", () => {
    // Those up to 0023 are older than the rule, and are taken for ones that none may go on with.
    const later = ownMigrations.filter((name) => numberOf(name) > "0023");
    for (const { name, runsWith } of later.map(migrationFile)) {
      expect([name, runsWith]).toEqual([
        name,
        expect.stringMatching(/^\d{4}$|^itself$/) as unknown,
      ]);
    }
  });
});
