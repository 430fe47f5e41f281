import { setTimeout as sleep } from "node:timers/promises";
import knex from "knex";
import type { Knex } from "knex";
import pg from "pg";
import { CommitUnknown, isRetryable, isUnavailable } from "./database-errors.ts";
import { gatheringSocket } from "./gathering-socket.ts";
import { observePool } from "./observe-pool.ts";
import type { Measuring, Metrics } from "../../platform/telemetry/metrics.ts";
import type { Telemetry } from "../../platform/telemetry/telemetry.ts";
import { noTelemetry } from "../../platform/telemetry/telemetry.ts";

/** A statement; with a name it is prepared once a connection and reused. */
export type Statement = string | { name: string; text: string };

/** Whatever can answer SQL: the pool, or a transaction on one connection. */
export interface Sql extends Measuring {
  query<Row = Record<string, unknown>>(
    statement: Statement,
    values?: readonly unknown[],
  ): Promise<Row[]>;
  run<Row>(query: Knex.QueryBuilder): Promise<Row[]>;
}

/** Builds SQL for lists whose filters vary; everything fixed is written as SQL. */
export const builder: Knex = knex({ client: "pg" });

export interface TransactionOptions {
  /** Settings of Postgres that hold until its end, by name. They cost no round trip. */
  settings?: Readonly<Record<string, string>>;
}

/** A transaction on one connection. */
export interface Transaction extends Sql {
  /**
   * Sends COMMIT at once, behind the statements that were asked and are not answered yet: nothing may
   * be asked after it. One that fails takes the transaction with it, as ever.
   */
  commit(): void;
}

/** Postgres as the code sees it: queries, transactions, and nothing else. */
export interface Database extends Sql {
  /**
   * One transaction. A deadlock, or a race that `isRetryable` tells, runs `work` again from its
   * start: it must do nothing but ask and write through `sql`.
   */
  tx<Result>(
    work: (sql: Transaction) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  close(): Promise<void>;
}

// numeric as a JS number: money here has at most 15 significant digits.
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** What statements are sent through. */
interface Connection {
  query<Row extends pg.QueryResultRow>(config: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

async function runStatement<Row>(
  client: Connection,
  statement: Statement,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const config = typeof statement === "string" ? { text: statement } : statement;
  const result = await client.query<Row & pg.QueryResultRow>({ ...config, values: [...values] });
  return result.rows;
}

/** SQL on one connection, or on any of a pool's. */
export function sqlOver(client: Connection, measure: Sql["measure"] = () => undefined): Sql {
  return {
    measure,
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
 * that used it; see `isUnavailable`. Read only, Postgres refuses whatever would change something:
 * each statement has a transaction that says so. A setting of the session would stay with the
 * server's connection, which a pooler hands on to an API or a worker.
 */
export function openDatabase(
  url: string,
  connections = 10,
  { readOnly = false, telemetry = noTelemetry }: { readOnly?: boolean; telemetry?: Telemetry } = {},
): Database {
  const { isMetered, metrics } = telemetry;
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    // What is asked before another answer has come goes out at once, and is answered in its order.
    pipeline: true,
    idleTimeoutMillis: 30_000,
    application_name: "campanile",
    // A function: of each connection its own.
    stream: gatheringSocket,
  });
  // An idle connection that dies must not end the process; the next query opens another.
  pool.on("error", () => undefined);
  const stopObserving = isMetered ? observePool(pool, connections, telemetry) : undefined;
  const measure: Sql["measure"] = (record) => {
    if (isMetered) record(metrics);
  };
  const begin = readOnly ? "begin read only" : "begin";
  const tx: Database["tx"] = (work, options) =>
    retrying(() => transaction(pool, measure, work, { ...options, begin }));
  return {
    ...(readOnly ? inTransactions(tx, measure) : sqlOver(pool, measure)),
    tx,
    close: () => {
      stopObserving?.();
      return pool.end();
    },
  };
}

function inTransactions(tx: Database["tx"], measure: Sql["measure"]): Sql {
  return {
    measure,
    query: (statement, values) => tx((sql) => sql.query(statement, values)),
    run: (query) => tx((sql) => sql.run(query)),
  };
}

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
  measure: Sql["measure"],
  work: (sql: Transaction) => Promise<Result>,
  { settings = {}, begin }: TransactionOptions & { begin: string },
): Promise<Result> {
  const records: ((metrics: Metrics) => void)[] = [];
  const client = await pool.connect();
  let broken: Error | undefined;
  const noteBroken = (error: Error): void => {
    broken = error;
  };
  client.on("error", noteBroken);
  // Neither waits for its answer here: BEGIN goes out with the first statement of `work`.
  const begun = awaitedLater(
    client.query([begin, ...Object.entries(settings).map(setting)].join("; ")),
  );
  let committed: Promise<unknown> | undefined;
  const commit = (): void => {
    committed ??= awaitedLater(client.query("commit"));
  };
  let result: Result;
  try {
    const sql = sqlOver(behind(begun, client), (record) => void records.push(record));
    result = await work({ ...sql, commit });
    await begun;
    commit();
    await committed;
  } catch (error) {
    if (committed === undefined) await client.query("rollback").catch(noteBroken);
    // Behind a statement that failed, COMMIT is answered as well: all was undone.
    else if (!(await isAnswered(committed)) && isUnavailable(error)) {
      broken = error as Error;
      throw new CommitUnknown(error);
    }
    throw error;
  } finally {
    client.off("error", noteBroken);
    client.release(broken);
  }
  for (const record of records) measure(record);
  return result;
}

/**
 * The first statement of a transaction goes out right behind its BEGIN, a round trip less. No answer
 * is handed on before it is known that the transaction has begun.
 */
function behind(begun: Promise<unknown>, client: Connection): Connection {
  return {
    query: async <Row extends pg.QueryResultRow>(config: pg.QueryConfig) => {
      try {
        return await client.query<Row>(config);
      } finally {
        await begun;
      }
    },
  };
}

/** An answer that fails before anybody awaits it must not end the process. */
function awaitedLater(answer: Promise<unknown>): Promise<unknown> {
  answer.catch(() => undefined);
  return answer;
}

function isAnswered(answer: Promise<unknown>): Promise<boolean> {
  return answer.then(
    () => true,
    () => false,
  );
}

function setting([name, value]: [string, string]): string {
  return `select set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`;
}
