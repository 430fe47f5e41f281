import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../platform/project-root.ts";

const folder = join(projectRoot, "migrations");

/** The migrations that this release brings, in their order: `0001_core.sql`. */
export const ownMigrations: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith(".sql"))
  .toSorted();

export interface MigrationFile {
  name: string;
  sql: string;
  /**
   * The number of the newest migration that a program must know to go on when this one has been
   * applied, from its line `-- runs with: 0021`. `itself`, or no such line: no older one can.
   */
  runsWith: string | null;
  /**
   * The index that it builds beside writers, in a file and a transaction of its own, from its line
   * `create index concurrently if not exists …`; null: it is no such file.
   */
  builds: string | null;
}

export function migrationFile(name: string): MigrationFile {
  const sql = readFileSync(join(folder, name), "utf8");
  return {
    name,
    sql,
    runsWith: /^-- runs with: (\d{4}|itself)$/m.exec(sql)?.[1] ?? null,
    builds: /^create (?:unique )?index concurrently if not exists (\w+)\s/m.exec(sql)?.[1] ?? null,
  };
}

/** `0021` of `0021_opening.sql`. */
export function numberOf(name: string): string {
  return name.slice(0, 4);
}
