import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { testDatabase } from "../support/database.ts";

const folder = join(projectRoot, "migrations");

/** A database as it was before a migration, and that migration, still to be done. */
async function before(migration: string): Promise<{ db: Database; migrate(): Promise<unknown> }> {
  const { db } = await testDatabase();
  const apply = async (name: string) => db.query(await readFile(join(folder, name), "utf8"));
  await db.query("drop schema public cascade; create schema public");
  for (const name of (await readdir(folder)).toSorted()) if (name < migration) await apply(name);
  return { db, migrate: () => apply(migration) };
}

test("keys and sessions that could manage keep the right to keys and secrets, others get none", async () => {
  const { db, migrate } = await before("0008_people.sql");
  await db.query(`
    insert into api_keys (id, name, token_hash, hint, scopes) values
      (gen_random_uuid(), 'a', 'a', '', '{send,read,manage}'),
      (gen_random_uuid(), 'b', 'b', '', '{manage}'),
      (gen_random_uuid(), 'c', 'c', '', '{send,read}');
    insert into browser_sessions (token_hash, scopes, expires_at) values
      ('a', '{send,read,manage}', now()), ('b', '{read}', now())`);
  await migrate();
  expect(await db.query("select name, scopes from api_keys order by name")).toEqual([
    { name: "a", scopes: ["send", "read", "manage", "admin"] },
    { name: "b", scopes: ["manage", "admin"] },
    { name: "c", scopes: ["send", "read"] },
  ]);
  expect(await db.query("select scopes, person_id from browser_sessions order by 1")).toEqual([
    { scopes: ["read"], person_id: null },
    { scopes: ["send", "read", "manage", "admin"], person_id: null },
  ]);
});
