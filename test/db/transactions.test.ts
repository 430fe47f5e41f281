import { expect, test } from "vitest";
import { openDatabase } from "../../src/db/core/database.ts";
import { afterwards } from "../support/afterwards.ts";
import { testDatabase } from "../support/database.ts";

const { db, url } = await testDatabase();

test("a transaction that could not begin as asked tells why, and leaves nothing", async () => {
  await db.query("create table kept (n int)");
  const began = db.tx((sql) => sql.query("insert into kept values (1)"), {
    settings: { lock_timeout: "soon" },
  });
  await expect(began).rejects.toThrow(/invalid value for parameter "lock_timeout"/);
  await expect(db.query("select * from kept")).resolves.toEqual([]);
});

test("statements that are asked together are answered in their order, and fail with the first", async () => {
  await db.query("create table counted (n int primary key)");
  const answers = await db.tx((sql) =>
    Promise.all([
      sql.query("insert into counted values (1) returning n"),
      sql.query("select n + 1 as n from counted"),
      sql.query("delete from counted returning n"),
    ]),
  );
  expect(answers).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 1 }]]);
  const twice = db.tx((sql) =>
    Promise.all([
      sql.query("insert into counted values (2)"),
      sql.query("insert into counted values (2)"),
      sql.query("insert into counted values (3)"),
    ]),
  );
  await expect(twice).rejects.toThrow(/duplicate key/);
  await expect(db.query("select n from counted")).resolves.toEqual([]);
});

test("read only, nothing can be changed, and the server's connection is left as it was", async () => {
  const readOnly = openDatabase(url, 1, { readOnly: true });
  afterwards(() => readOnly.close());
  await db.query("create table settled (n int)");
  const refused = /cannot execute INSERT in a read-only transaction/;
  await expect(readOnly.query("insert into settled values (1)")).rejects.toThrow(refused);
  await expect(readOnly.tx((sql) => sql.query("insert into settled values (1)"))).rejects.toThrow(
    refused,
  );
  // A pooler would give this connection to whoever comes next.
  const left = await readOnly.query(
    "select reset_val, setting from pg_settings where name = 'default_transaction_read_only'",
  );
  expect(left).toEqual([{ reset_val: "off", setting: "off" }]);
});
