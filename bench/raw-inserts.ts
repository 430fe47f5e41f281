import { randomUUID } from "node:crypto";
import type { Database } from "../src/db/core/database.ts";
import type { Measure } from "./rounds.ts";
import { perSecond } from "./rounds.ts";

const batchSize = 500;
const connections = 2;

/**
 * Rows as wide as an event's, 500 a statement and a transaction, over two connections as ingest
 * uses: into a bare table, and into one with the indexes of `events`.
 */
export async function rawInserts(db: Database, milliseconds: number): Promise<Measure[]> {
  await db.query(`create table raw_bare (
    id uuid, type_id uuid, key_value text, params jsonb, contact_id uuid, contact_made boolean,
    identities jsonb, conflict jsonb, source text, message_id text, received_at timestamptz,
    occurred_at timestamptz)`);
  await db.query("create table raw_indexed (like raw_bare, primary key (id))");
  await db.query("create index on raw_indexed (type_id, id desc)");
  await db.query("create index on raw_indexed (contact_id, id desc)");
  await db.query("create index on raw_indexed (key_value text_pattern_ops, id desc)");
  const measure = (table: string, name: string): Measure => ({
    name,
    unit: "rows/s",
    run: () => perSecond(connections, milliseconds, () => insert(db, table)),
  });
  return [
    measure("raw_indexed", "raw inserts, the indexes of events"),
    measure("raw_bare", "raw inserts, no index"),
  ];
}

async function insert(db: Database, table: string): Promise<number> {
  const rows = Array.from({ length: batchSize }, () => randomUUID());
  const typeId = randomUUID();
  await db.query(
    {
      name: `insert-${table}`,
      text: `insert into ${table}
             select uuidv7(), $1, k, p, c, false, i, null, 'api', m, now(), null
               from unnest($2::text[], $3::jsonb[], $4::uuid[], $5::jsonb[], $6::text[]) as r (k, p, c, i, m)`,
    },
    [
      typeId,
      rows.map((id) => `${id}@bench.example`),
      rows.map((id) => JSON.stringify({ orderId: id, total: 59.9, currency: "EUR" })),
      rows,
      rows.map((id) => JSON.stringify([{ kind: "email", value: `${id}@bench.example` }])),
      rows,
    ],
  );
  return rows.length;
}
