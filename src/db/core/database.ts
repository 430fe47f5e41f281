import { setTimeout as sleep } from "node:timers/promises";
import knex from "knex";
import type { Knex } from "knex";
import pg from "pg";

/** A statement; with a name it is prepared once a connection and reused. */
export type Statement = string | { name: string; text: string };

/** Whatever can answer SQL: the pool, or a transaction on one connection. */
export interface Sql {
  query<Row = Record<string, unknown>>(
    statement: Statement,
    values?: readonly unknown[],
  ): Promise<Row[]>;
  run<Row>(query: Knex.QueryBuilder): Promise<Row[]>;
}

/** Builds SQL for lists whose filters vary; everything fixed is written as SQL. */
export const builder: Knex = knex({ client: "pg" });

/** Postgres as the code sees it: queries, transactions, and nothing else. */
export interface Database extends Sql {
  /**
   * One transaction. A deadlock, or a race that `isRetryable` tells, runs `work` again from its
   * start: it must do nothing but ask and write through `sql`.
   */
  tx<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

// numeric as a JS number: money here has at most 15 significant digits.
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

async function runStatement<Row>(
  client: pg.Pool | pg.ClientBase,
  statement: Statement,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const config = typeof statement === "string" ? { text: statement } : statement;
  const result = await client.query<Row & pg.QueryResultRow>({ ...config, values: [...values] });
  return result.rows;
}

/** SQL on one connection, or on any of a pool's. */
export function sqlOver(client: pg.Pool | pg.ClientBase): Sql {
  return {
    query: <Row>(statement: Statement, values?: readonly unknown[]) =>
      runStatement<Row>(client, statement, values),
    run: (query) => {
      const { sql, bindings } = query.toSQL().toNative();
      return runStatement(client, sql, bindings as unknown[]);
    },
  };
}

/**
 * A database over a pool of `connections`. A lost connection surfaces as an error of the query
 * that used it; see `isUnavailable`. Read only, Postgres refuses whatever would change something.
 */
export function openDatabase(
  url: string,
  connections = 10,
  { readOnly = false }: { readOnly?: boolean } = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: "campanile",
    // Not a start-up parameter: poolers in front of Postgres refuse those.
    ...(readOnly && { onConnect: setReadOnly }),
  });
  // An idle connection that dies must not end the process; the next query opens another.
  pool.on("error", () => undefined);
  return {
    ...sqlOver(pool),
    tx: (work) => retrying(() => transaction(pool, work)),
    close: () => pool.end(),
  };
}

/** pg waits for it, which its types don't tell. */
const setReadOnly: (client: pg.ClientBase) => unknown = (client) =>
  client.query("set default_transaction_read_only = on");

const maxAttempts = 8;

async function retrying<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let number = 1; ; number++) {
    try {
      return await attempt();
    } catch (error) {
      if (number === maxAttempts || !isRetryable(error)) throw error;
      // Whoever met in a deadlock should not meet again.
      await sleep(Math.random() * 10 * number);
    }
  }
}

async function transaction<Result>(
  pool: pg.Pool,
  work: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const noteBroken = (error: Error): void => {
    broken = error;
  };
  client.on("error", noteBroken);
  let committing = false;
  try {
    await client.query("begin");
    const result = await work(sqlOver(client));
    committing = true;
    await client.query("commit");
    return result;
  } catch (error) {
    if (committing && isUnavailable(error)) {
      broken = error as Error;
      throw new CommitUnknown(error);
    }
    await client.query("rollback").catch(noteBroken);
    throw error;
  } finally {
    client.off("error", noteBroken);
    client.release(broken);
  }
}

/** The connection went away while COMMIT was under way: it may or may not have happened. */
export class CommitUnknown extends Error {
  constructor(cause: unknown) {
    super("the connection was lost while committing", { cause });
    this.name = "CommitUnknown";
  }
}

const lostConnection = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  // This process or machine has no descriptor left for a connection.
  "EMFILE",
  "ENFILE",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "08001",
  "08004",
  "25006",
  // A password or a database that is being changed: nothing is wrong with the request.
  "28P01",
  "28000",
  "3D000",
  // Postgres could not read or write a file.
  "58030",
]);

/** True when Postgres can't be reached or can't take writes now: worth trying again later. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof CommitUnknown) return true;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: string }).code;
  // 53: it is short of disk, memory or connections.
  if (code !== undefined && (lostConnection.has(code) || /^53...$/.test(code))) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/.test(
    error.message,
  );
}

/** True when Postgres has no disk to write on, or no memory. */
export function isShortOfRoom(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === "53100" || code === "53200";
}

/**
 * True for whatever may be gone at the next try: Postgres away or short of something (memory,
 * disk, connections), a lock or a statement that took too long, a race.
 */
export function isTransient(error: unknown): boolean {
  if (isUnavailable(error) || isRetryable(error)) return true;
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^(08|40|53|55|57|58)/.test(code);
}

/** Another transaction was first; a new one sees what it wrote. */
export class LostRace extends Error {
  constructor(what: string) {
    super(`lost a race for ${what}`);
    this.name = "LostRace";
  }
}

/** True for a deadlock, a serialization failure or a lost race: the same transaction may simply be run again. */
function isRetryable(error: unknown): boolean {
  if (error instanceof LostRace) return true;
  const code = (error as { code?: string } | null)?.code;
  return code === "40P01" || code === "40001";
}
