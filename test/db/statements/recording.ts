import type { Database } from "../../../src/db/core/database.ts";

export interface Recorded {
  text: string;
  values: readonly unknown[];
}

/** A database that keeps the queries that are built for it and answers no rows; to others, some id. */
export function recording(): { db: Database; recorded: Recorded[] } {
  const recorded: Recorded[] = [];
  const refuse = () => Promise.reject(new Error("only queries that are built are recorded"));
  const db: Database = {
    run: (query) => {
      const { sql, bindings } = query.toSQL().toNative();
      recorded.push({ text: sql, values: bindings as unknown[] });
      return Promise.resolve([]);
    },
    query: <Row>() => Promise.resolve([{ id: "0190b6a4-0000-7000-8000-000000000000" } as Row]),
    measure: () => undefined,
    tx: refuse,
    close: () => Promise.resolve(),
  };
  return { db, recorded };
}
