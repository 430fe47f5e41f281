import type { Database, Sql } from "./database.ts";

/**
 * A database whose transactions all take part in one: for a service that makes several others'
 * work a single all-or-nothing step. An error must not be caught inside it.
 */
export function nestedTransaction(sql: Sql): Database {
  return {
    query: (statement, values) => sql.query(statement, values),
    run: (query) => {
      const { sql: text, bindings } = query.toSQL().toNative();
      return sql.query(text, bindings as unknown[]);
    },
    tx: (work) => work(sql),
    close: () => Promise.resolve(),
  };
}
