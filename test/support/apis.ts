import type { Ingest } from "../../src/ingest/ingest.ts";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";

/** Several APIs on one database, in turn: no memory of one process may be what makes a count right. */
export function severalApis(db: Database, count: number): (turn: number) => Ingest {
  const apis = Array.from({ length: count }, () => createIngest(db));
  const first = apis[0] ?? createIngest(db);
  return (turn) => apis[turn % apis.length] ?? first;
}
