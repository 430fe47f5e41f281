import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { ownVersion } from "../../platform/version.ts";
import { Refusal } from "../../platform/logging/refuse.ts";
import type { Sql } from "./database.ts";
import { isLockTimeout } from "./database-errors.ts";
import { sqlOver } from "./database.ts";
import type { MigrationFile } from "./migration-files.ts";
import { migrationFile, ownMigrations } from "./migration-files.ts";
import { longTransactions } from "./long-transactions.ts";
import { schemaState } from "./schema-state.ts";

/** The key of an advisory lock: "campanil" in ASCII. */
const lock = "7161113190943324524";

/** Whoever wants a table that a migration waits for waits behind it: so long at most. */
const lockMs = 2_000;
/** And then the others have their turn. */
const pausesMs = [1_000, 2_000, 4_000, 8_000];

export interface MigrateOptions {
  /** Told when a migration has to wait for others' transactions, and what they are. */
  onWait?: (says: string) => void;
  /** How long one migration tries to get its locks. */
  patienceMs?: number;
}

/**
 * Brings a database to the newest schema: the numbered .sql files of migrations/ that it lacks, each as a
 * whole or not at all (of a new database all of them), noted with the release that brought it. It never has others wait longer than two
 * seconds for a lock that it can't get itself. Safe to call from several processes at once: one does
 * it, the others wait and find it done. One that is killed leaves a schema that the next goes on with.
 * @returns the names of those that were applied now
 * @throws Refusal when a newer release has migrated this database, or a lock can't be had
 */
export async function migrate(
  databaseUrl: string,
  { onWait = () => undefined, patienceMs = 600_000 }: MigrateOptions = {},
): Promise<string[]> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 15_000,
    application_name: "campanile migrate",
  });
  // This also tells of a connection that is lost between two statements.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await onlyOne(client);
    const missing = await missingMigrations(client);
    const files = missing.map(migrationFile);
    // A new database, which nobody uses yet, is made in one piece.
    if (missing.length === ownMigrations.length)
      await inTransaction(client, () => applyAll(client, files));
    else for (const file of files) await patiently(client, { file, onWait, patienceMs });
    return missing;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Asked again and again: a session that waited for it would hold up indexes that are built beside writers. */
async function onlyOne(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>(
      "select pg_try_advisory_lock($1) as mine",
      [lock],
    );
    if (rows[0]?.mine === true) return;
    await sleep(100);
  }
}

async function missingMigrations(client: pg.Client): Promise<string[]> {
  await client.query(`
    create table if not exists schema_migrations (
      id serial primary key, name varchar(255), batch int, migration_time timestamptz
    )`);
  const missing = await missingOf(sqlOver(client));
  if (missing.length === 0) return [];
  // Those of an earlier release have no such columns.
  await client.query(`
    alter table schema_migrations
      add column if not exists release text, add column if not exists runs_with text`);
  return missing;
}

async function missingOf(sql: Sql): Promise<string[]> {
  const schema = await schemaState(sql);
  if (schema.state === "newer") throw new Refusal(schema.says);
  return schema.state === "older" ? schema.missing : [];
}

interface Turn extends Required<MigrateOptions> {
  file: MigrationFile;
}

async function patiently(client: pg.Client, { file, onWait, patienceMs }: Turn): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (let turn = 0; ; turn++) {
    try {
      await (file.builds === null
        ? inTransaction(client, () => applyMigration(client, file))
        : buildIndex(client, file, file.builds));
      return;
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      const holders = await longTransactions(sqlOver(client), lockMs / 1_000);
      const says = `${file.name} waits for a lock. ${holders}`;
      if (performance.now() > deadline) {
        throw new Refusal(`${says} Nothing of it was changed: run it again`);
      }
      onWait(says);
      await sleep(Math.min(pausesMs[turn] ?? 8_000, Math.max(0, deadline - performance.now())));
    }
  }
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

async function applyMigration(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query(`set local lock_timeout = ${lockMs}`);
  await client.query(file.sql);
  await note(client, file);
}

/** In a transaction no index can be built beside writers; there are none. */
async function applyAll(client: pg.Client, files: readonly MigrationFile[]): Promise<void> {
  for (const file of files) {
    await client.query(file.builds === null ? file.sql : file.sql.replace(" concurrently", ""));
    await note(client, file);
  }
}

/** Builds an index while others write. One that broke off has left a part, which is of no use. */
async function buildIndex(client: pg.Client, file: MigrationFile, index: string): Promise<void> {
  const { rows } = await client.query(
    "select from pg_index where indexrelid = to_regclass($1) and not indisvalid",
    [index],
  );
  if (rows.length > 0) await client.query(`drop index concurrently ${index}`);
  await client.query(file.sql);
  await note(client, file);
}

async function note(client: pg.Client, { name, runsWith }: MigrationFile): Promise<void> {
  await client.query(
    `insert into schema_migrations (name, batch, migration_time, release, runs_with)
     values ($1, (select coalesce(max(batch), 0) + 1 from schema_migrations), now(), $2, $3)`,
    [name, ownVersion, runsWith],
  );
}
