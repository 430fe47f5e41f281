import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { type Database, openDatabase } from "../../src/db/core/database.ts";
import { afterwards } from "./afterwards.ts";
import "./provided.ts";

export interface TestDatabase {
  url: string;
  db: Database;
}

/** A migrated, empty database of one's own (a clone, about 50 ms); dropped afterwards. */
export async function testDatabase(connections = 5): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await ask(`CREATE DATABASE ${name} TEMPLATE ${inject("templateDatabase")} STRATEGY FILE_COPY`);
  const url = inject("postgresUrl").replace(/\/postgres$/, `/${name}`);
  const db = openDatabase(url, connections);
  afterwards(async () => {
    await db.close();
    await ask(`DROP DATABASE ${name} WITH (FORCE)`);
  });
  return { url, db };
}

async function ask(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
