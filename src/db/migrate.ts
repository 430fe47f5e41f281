import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import knex from "knex";
import { projectRoot } from "../platform/project-root.ts";

const folder = join(projectRoot, "migrations");

/**
 * Brings a database to the newest schema: the numbered .sql files of migrations/, each in a
 * transaction, noted by knex under its file's name. Safe to call from several processes at once
 * (knex holds a lock).
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const [, applied] = (await withMigrations(databaseUrl, (db) => db.migrate.latest(settings))) as [
    number,
    string[],
  ];
  return applied;
}

/** The migrations that a database lacks. */
export async function pendingMigrations(databaseUrl: string): Promise<string[]> {
  const [, pending] = (await withMigrations(databaseUrl, (db) => db.migrate.list(settings))) as [
    unknown,
    string[],
  ];
  return pending;
}

const settings: knex.Knex.MigratorConfig = {
  tableName: "schema_migrations",
  migrationSource: {
    getMigrations: async () =>
      (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted(),
    getMigrationName: (name: string) => name,
    getMigration: async (name: string) => {
      const sql = await readFile(join(folder, name), "utf8");
      return {
        up: async (trx: knex.Knex) => {
          await trx.raw(sql.replaceAll("?", "\\?"));
        },
        down: () => Promise.reject(new Error("migrations only go forward")),
      };
    },
  },
};

async function withMigrations<Result>(
  databaseUrl: string,
  work: (db: knex.Knex) => Promise<Result>,
): Promise<Result> {
  const db = knex({ client: "pg", connection: databaseUrl, pool: { min: 0, max: 2 } });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
