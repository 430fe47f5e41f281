import { expect, test } from "vitest";
import { ownMigrations } from "../../../src/db/core/migration-files.ts";
import { schemaState } from "../../../src/db/core/schema-state.ts";
import type { SealingKeys } from "../../../src/platform/config/sealing-keys.ts";
import { openSecrets } from "../../../src/services/secrets/open.ts";
import { resealAll } from "../../../src/services/secrets/reseal.ts";
import { requireSecretSettings } from "../../../src/services/secrets/secret-settings.ts";
import { putSecret } from "../../../src/services/secrets/secrets.ts";
import { sealedCounts, totalOf } from "../../../src/services/secrets/sealed-counts.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import { asBefore, newKey, oneOfEach } from "./kept-secrets.ts";

const [old, next] = [newKey(), newKey()];
const everything = {
  secret: 1,
  source: 1,
  channel: 1,
  activityWebhook: 1,
  slackTarget: 1,
  webhookTarget: 1,
  setting: 3,
};

test("all that is sealed is sealed by the first key, and opens without the one before", async () => {
  const { db } = await testDatabase();
  const kept = await oneOfEach(db, [old]);
  expect(await kept.open([old])).toEqual(kept.whole(old.id, 2));
  const both: SealingKeys = [next, old];
  const dry = await resealAll(db, both, { dryRun: true });
  expect(Object.fromEntries(dry.resealed)).toEqual(everything);
  expect(await kept.open([old])).toEqual(kept.whole(old.id, 2));
  const done = await resealAll(db, both, { dryRun: false });
  expect(done).toEqual(dry);
  expect(await kept.open([next])).toEqual(kept.whole(next.id, 2));
  const again = await resealAll(db, both, { dryRun: false });
  expect(again).toEqual({ resealed: new Map(), current: 9, unopened: [], changed: 0 });
});

test("values of the release before open as they are, and name their key from a reseal on", async () => {
  const { db } = await testDatabase();
  await asBefore(db);
  const kept = await oneOfEach(db, [old]);
  expect(await kept.open([old])).toEqual(kept.whole(old.id, 1));
  const [{ plain } = { plain: null }] = await db.query<{ plain: string | null }>(
    "select value #>> '{}' as plain from settings where key = 'link_key'",
  );
  expect(plain).toMatch(/^[\w+/]{43}=$/);
  expect(await sealedCounts(db, [old])).toMatchObject([
    { state: "older", key: old.id },
    { state: "not sealed", key: null, kinds: new Map([["setting", 3]]) },
  ]);
  await resealAll(db, [old], { dryRun: false });
  expect(await kept.open([old])).toEqual(kept.whole(old.id, 2));
  const rows = await db.query("select key, value from settings where key = 'link_key'");
  expect(JSON.stringify(rows)).not.toContain(plain ?? "");
});

test("several keys say that no older release runs: what is sealed then names its key", async () => {
  const { db } = await testDatabase();
  await asBefore(db);
  await putSecret(contextOf(db), [next, old], "A", "x");
  expect(await sealedCounts(db, [next])).toMatchObject([{ state: "current", key: next.id }]);
});

test("the schema is for older releases until the first reseal, and not from then on", async () => {
  const { db } = await testDatabase();
  await asBefore(db);
  // As the migrations of an upgrade leave it: on a new database there are no older programs.
  await db.query("update schema_migrations set runs_with = '0096' where name like '0120%'");
  const forOlder = () =>
    schemaState(
      db,
      ownMigrations.filter((name) => name < "0120"),
    );
  expect(await forOlder()).toMatchObject({ state: "newer", usable: true });
  await resealAll(db, [old], { dryRun: true });
  expect(await forOlder()).toMatchObject({ state: "newer", usable: true });
  await resealAll(db, [old], { dryRun: false });
  expect(await forOlder()).toMatchObject({ state: "newer", usable: false });
  expect(await schemaState(db)).toEqual({ state: "current" });
});

test("a value whose key is missing stays as it is, is told by its key, and holds up no other", async () => {
  const { db } = await testDatabase();
  await putSecret(contextOf(db), [old], "LOST", "x");
  await putSecret(contextOf(db), [next], "THERE", "y");
  const third = newKey();
  const { resealed, unopened } = await resealAll(db, [third, next], { dryRun: false });
  expect(Object.fromEntries(resealed)).toEqual({ secret: 1 });
  expect(unopened).toEqual([{ kind: "secret", key: "LOST", sealedBy: old.id, isDamaged: false }]);
  const counts = await sealedCounts(db, [third]);
  expect(counts.map(({ state, key, kinds }) => [state, key, totalOf(kinds)])).toEqual([
    ["key is missing", old.id, 1],
    ["current", third.id, 1],
  ]);
});

test("what is written anew while everything is resealed stays what was written", async () => {
  const { db } = await testDatabase();
  await putSecret(contextOf(db), [old], "A", "before");
  // Between the reading of its page and its own turn.
  const writing = {
    ...db,
    query: (async (text: never, values: never) => {
      const rows = await db.query(text, values);
      if (String(text).includes("union all")) {
        await putSecret(contextOf(db), [old], "A", "after");
        writing.query = db.query.bind(db);
      }
      return rows;
    }) as typeof db.query,
    tx: db.tx.bind(db),
  };
  const { resealed } = await resealAll(writing, [next, old], { dryRun: false });
  expect(Object.fromEntries(resealed)).toEqual({ secret: 1 });
  expect(await openSecrets(db, [next], ["A"])).toEqual({
    outcome: "opened",
    secrets: { A: "after" },
  });
});

test("a process does not begin without the keys of the deployment's own secrets, and says which", async () => {
  const { db } = await testDatabase();
  await oneOfEach(db, [old]);
  await requireSecretSettings(db, [next, old]);
  for (const keys of [[next] as const, undefined]) {
    await expect(requireSecretSettings(db, keys)).rejects.toThrow(`sealed by the key ${old.id}`);
  }
});
