import { expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";

const { db } = await testDatabase();

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
