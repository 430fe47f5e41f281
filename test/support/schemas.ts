import type { Database } from "../../src/db/core/database.ts";
import { ownMigrations } from "../../src/db/core/migration-files.ts";

/** How another release would have left a test's database. */
export const schemas = {
  none: (db: Database) => db.query("drop schema public cascade; create schema public"),
  older: (db: Database) =>
    db.query("delete from schema_migrations where name = $1", [ownMigrations.at(-1)]),
  /** `runsWith`: the migration that a program must know to go on with it. */
  newer: (db: Database, runsWith: string | null = null) =>
    db.query(
      `insert into schema_migrations (name, batch, migration_time, release, runs_with)
       values ('9999_future.sql', 99, now(), '9.9.0', $1)`,
      [runsWith],
    ),
  asItWas: (db: Database) => db.query("delete from schema_migrations where name > '9'"),
};
