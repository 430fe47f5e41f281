import type { Database, Sql } from "../../src/db/core/database.ts";

/** A database, and how many statements each of its transactions has asked; BEGIN and COMMIT are not counted. */
export function countedStatements(db: Database): { counts: number[]; counted: Database } {
  const counts: number[] = [];
  const counted: Database = {
    ...db,
    tx: (work, options) =>
      db.tx((sql) => {
        counts.push(0);
        const query: Sql["query"] = (statement, values) => {
          counts.push((counts.pop() ?? 0) + 1);
          return sql.query(statement, values);
        };
        return work({ ...sql, query });
      }, options),
  };
  return { counts, counted };
}
