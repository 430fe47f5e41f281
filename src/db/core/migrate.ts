import pg from "pg";
import { ownVersion } from "../../platform/version.ts";
import { Refusal } from "../../platform/logging/refuse.ts";
import type { Sql } from "./database.ts";
import { sqlOver } from "./database.ts";
import { migrationFile } from "./migration-files.ts";
import { schemaState } from "./schema-state.ts";

/** The key of an advisory lock: "campanil" in ASCII. */
const lock = "7161113190943324524";

/**
 * Brings a database to the newest schema: the numbered .sql files of migrations/, all or none of the
 * missing ones, noted with the release that brought them. Safe to call from several processes at
 * once: one does it, the others wait and find it done. One that is killed leaves nothing.
 * @returns the names of those that were applied now
 * @throws Refusal when a newer release has migrated this database
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 15_000,
    application_name: "campanile migrate",
  });
  // This also tells of a connection that is lost between two statements.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("begin");
    const applied = await migrateInTransaction(client);
    await client.query("commit");
    return applied;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function migrateInTransaction(client: pg.Client): Promise<string[]> {
  await client.query("select pg_advisory_xact_lock($1)", [lock]);
  await client.query(`
    create table if not exists schema_migrations (
      id serial primary key, name varchar(255), batch int, migration_time timestamptz
    )`);
  const missing = await missingMigrations(sqlOver(client));
  if (missing.length === 0) return [];
  // Those of an earlier release have no such columns.
  await client.query(`
    alter table schema_migrations
      add column if not exists release text, add column if not exists runs_with text`);
  for (const file of missing.map(migrationFile)) {
    await client.query(file.sql);
    await client.query(
      `insert into schema_migrations (name, batch, migration_time, release, runs_with)
       values ($1, (select coalesce(max(batch), 0) + 1 from schema_migrations), now(), $2, $3)`,
      [file.name, ownVersion, file.runsWith],
    );
  }
  return missing;
}

async function missingMigrations(sql: Sql): Promise<string[]> {
  const schema = await schemaState(sql);
  if (schema.state === "newer") throw new Refusal(schema.says);
  return schema.state === "older" ? schema.missing : [];
}
