import { describe, expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { migrationFile, numberOf, ownMigrations } from "../../src/db/core/migration-files.ts";
import { migrate } from "../../src/db/core/migrate.ts";
import { testDatabase } from "../support/database.ts";
import { deferred } from "../support/deferred.ts";

const fleet = "0111_fleet.sql";
const index = "0107_waits_by_event.sql";

/** As before the migration of the fleet, with all that came later. */
async function withoutFleet(): Promise<{ db: Database; url: string }> {
  const { db, url } = await testDatabase(4);
  await db.query("alter table workers drop column standing; drop table apis");
  await db.query("delete from schema_migrations where name = $1", [fleet]);
  return { db, url };
}

async function withTableHeld<Result>(db: Database, work: () => Promise<Result>): Promise<Result> {
  const held = deferred();
  const over = deferred();
  const holder = db.tx(async (sql) => {
    await sql.query("select from workers");
    held.resolve();
    await over.promise;
  });
  await held.promise;
  try {
    return await work();
  } finally {
    over.resolve();
    await holder;
  }
}

const fleetIsThere = async (db: Database) =>
  (await db.query("select to_regclass('apis') as there"))[0];

describe("a migration", () => {
  test("gives up a lock that it can't get, says whose transaction is open, and changes nothing", async () => {
    const { db, url } = await withoutFleet();
    await withTableHeld(db, async () => {
      await expect(migrate(url, { patienceMs: 0 })).rejects.toThrow(
        /^0111_fleet\.sql waits for a lock\. Open transactions of others: process \d+ \(.*, idle in transaction\) for \d+ s\. Nothing of it was changed: run it again$/,
      );
      expect(await fleetIsThere(db)).toEqual({ there: null });
    });
    expect(await migrate(url)).toEqual([fleet]);
    expect(await fleetIsThere(db)).toEqual({ there: "apis" });
  });

  test("waits for a lock, lets others go before it meanwhile, and is done when it is free", async () => {
    const { db, url } = await withoutFleet();
    const waits = deferred();
    const said: string[] = [];
    const onWait = (says: string): void => {
      said.push(says);
      waits.resolve();
    };
    const done = await withTableHeld(db, async () => {
      const migrating = migrate(url, { onWait });
      await waits.promise;
      expect(said[0]).toContain(`${fleet} waits for a lock`);
      // Whoever wants the table stands behind it for two seconds at most, and not for as long as it waits.
      await db.query("update workers set seen_at = now()");
      return { migrating };
    });
    expect(await done.migrating).toEqual([fleet]);
  });

  test("that builds an index beside writers begins anew where one broke off", async () => {
    const { db, url } = await testDatabase(4);
    const isValid = () =>
      db.query("select indisvalid as valid from pg_index where indexrelid = $1::regclass", [
        "run_waits_by_event",
      ]);
    await db.query("delete from schema_migrations where name = $1", [index]);
    await db.query("update pg_index set indisvalid = false where indexrelid = $1::regclass", [
      "run_waits_by_event",
    ]);
    expect(await migrate(url)).toEqual([index]);
    expect(await isValid()).toEqual([{ valid: true }]);
  });
});

describe("migrations that older programs go on with", () => {
  const files = ownMigrations
    .filter((name) => numberOf(name) > "0103")
    .map(migrationFile)
    .filter(({ runsWith }) => runsWith !== "itself");
  /** Some rows at most: what is done to them is done at once. */
  const small = new Set(["api_keys", "broadcasts", "workers", "settings", "people"]);

  const madeBy = (sql: string) =>
    new Set([...sql.matchAll(/^create table (?:if not exists )?(\w+)/gm)].map(([, name]) => name));

  test("build indexes on tables that grow beside writers", () => {
    const blocking = files.flatMap(({ name, sql }) => {
      const own = madeBy(sql);
      return [...sql.matchAll(/^create (?:unique )?index (?!concurrently)[^;]*? on (\w+)/gm)]
        .map(([, table = ""]) => table)
        .filter((table) => !own.has(table) && !small.has(table))
        .map((table) => `${name}: ${table}`);
    });
    expect(blocking).toEqual([]);
  });

  test("take nothing away, rename nothing and rewrite nothing that those use", () => {
    const contracting =
      /\b(drop (column|table)|rename (column|to)|alter column \w+ (type|set not null))\b/;
    const faults = files.flatMap(({ name, sql }) => {
      const own = madeBy(sql);
      const statements = sql.replaceAll(/\$\$.*?\$\$/gs, "").split(";");
      return statements
        .filter((one) => contracting.test(one))
        .filter((one) => !own.has(/alter table (\w+)/.exec(one)?.[1]))
        .map((one) => `${name}: ${one.trim()}`);
    });
    expect(faults).toEqual([]);
  });
});
