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
  const db = knex({ client: "pg", connection: databaseUrl, pool: { min: 0, max: 2 } });
  try {
    const [, applied] = (await db.migrate.latest({
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
    })) as [number, string[]];
    return applied;
  } finally {
    await db.destroy();
  }
}
