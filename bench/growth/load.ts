import type { Database, Sql } from "../../src/db/core/database.ts";
import { openDatabase } from "../../src/db/core/database.ts";
import { countLarge } from "../../src/db/core/large-counts.ts";
import { migrate } from "../../src/db/core/migrate.ts";
import { countOneDay } from "../../src/db/events/event-days.ts";
import { countOneWeek } from "../../src/db/workflows/cohorts.ts";
import { countOneHour } from "../../src/db/workflows/hourly-counts.ts";
import type { Servers } from "../servers.ts";
import type { Loaded, LoadedIds } from "./ids.ts";
import { idsOf } from "./ids.ts";
import { decisionRows, eventRows, restOfTables } from "./rows.ts";
import { makeScene } from "./scene.ts";

/** The months (UTC) that lie between two times, each with the suffix of its partitions. */
export function monthsBetween(since: Date, until: Date) {
  const months: { name: string; from: Date; to: Date }[] = [];
  let from = new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth()));
  while (from < until) {
    const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1));
    months.push({ name: from.toISOString().slice(0, 7).replace("-", "_"), from, to });
    from = to;
  }
  return months;
}

/** A database of its own that months of use have filled; the terminal is told how far it is. */
export async function loadedDatabase(
  servers: Servers,
  name: string,
  loaded: Loaded,
): Promise<{ url: string; db: Database }> {
  const url = await servers.newDatabase(name);
  await migrate(url);
  const db = openDatabase(url, 10);
  try {
    const began = Date.now();
    await makeScene(db);
    await load(db, loaded, (what) => {
      console.log(`${Math.round((Date.now() - began) / 1_000)} s: ${what}`);
    });
    return { url, db };
  } catch (error) {
    await db.close();
    throw error;
  }
}

/**
 * Fills an empty database's tables as months of use would have. The server makes the rows itself, out
 * of their numbers, and no trigger and no foreign key looks at them.
 *
 * @param report is told of each table before it is filled
 */
export async function load(
  db: Database,
  loaded: Loaded,
  report: (what: string) => void,
): Promise<void> {
  const ids = idsOf(loaded);
  for (const month of monthsBetween(loaded.since, loaded.until)) {
    report(`events of ${month.name}`);
    await unwatched(db, (sql) => loadMonth(sql, loaded, ids, month));
  }
  for (const [what, statement] of restOfTables(loaded, ids)) {
    report(what);
    await unwatched(db, (sql) => sql.query(statement));
  }
  report("statistics");
  await db.query("vacuum analyze");
  report("what the worker's sweeps count");
  await db.query("update event_day_mark set counted_to = $1", [loaded.since]);
  for (const count of [countOneDay, countOneHour, countOneWeek, countLarge]) {
    while (await count(db)) {
      // The next ones.
    }
  }
}

/** Without triggers and without waiting for the disk. */
function unwatched(db: Database, work: (sql: Sql) => Promise<unknown>): Promise<unknown> {
  const settings = {
    session_replication_role: "replica",
    synchronous_commit: "off",
    maintenance_work_mem: "512MB",
  };
  return db.tx(work, { settings });
}

/** A month's partition gets its indexes when it is full: so they take a fraction of the time. */
async function loadMonth(
  sql: Sql,
  loaded: Loaded,
  ids: LoadedIds,
  month: ReturnType<typeof monthsBetween>[number],
): Promise<void> {
  const [bounds] = await sql.query<{ first: string; end: string }>(
    `select uuid7_floor($1)::text as first, uuid7_floor($2)::text as "end"`,
    [month.from, month.to],
  );
  if (bounds === undefined) throw new Error("a select without a table returned no row");
  const numbers = `generate_series(${firstAt(loaded, month.from)}::bigint, ${firstAt(loaded, month.to) - 1n})`;
  for (const [table, rows] of [
    ["events", eventRows(ids, numbers)],
    ["event_decisions", decisionRows(loaded, ids, numbers)],
  ] as const) {
    const partition = `${table}_${month.name}`;
    await sql.query(`drop table if exists ${partition}`);
    await sql.query(`create table ${partition} (like ${table} including defaults)`);
    await sql.query(`insert into ${partition} ${rows}`);
    await sql.query(
      `alter table ${table} attach partition ${partition}
         for values from ('${bounds.first}') to ('${bounds.end}')`,
    );
  }
}

/** The number of the first event at or after a time. */
function firstAt({ events, since, until }: Loaded, at: Date): bigint {
  const span = BigInt(until.getTime() - since.getTime());
  const before = BigInt(at.getTime() - since.getTime()) * BigInt(events);
  const first = before <= 0n ? 1n : (before + span - 1n) / span;
  const end = BigInt(events) + 1n;
  if (first < 1n) return 1n;
  return first > end ? end : first;
}
