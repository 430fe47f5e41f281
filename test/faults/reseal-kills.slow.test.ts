import { spawn } from "node:child_process";
import { once } from "node:events";
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { sealingKeysOf, sealingKeysText } from "../../src/platform/config/sealing-keys.ts";
import { compiled } from "../../src/platform/project-root.ts";
import { openSecrets } from "../../src/services/secrets/open.ts";
import { seal } from "../../src/services/secrets/seal.ts";
import { sealedCounts, totalOf } from "../../src/services/secrets/sealed-counts.ts";
import { putSecret } from "../../src/services/secrets/secrets.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { eventually } from "../support/wait.ts";

const values = 4_000;
const keys = sealingKeysOf(randomBytes(32), randomBytes(32));
const [next, old] = [keys[0], sealingKeysOf(keys[1]?.bytes ?? Buffer.alloc(0))[0]];

function reseal(databaseUrl: string) {
  const { PATH = "", HOME = "" } = process.env;
  return spawn(process.execPath, [compiled("src/cli/main.ts"), "secrets", "reseal"], {
    env: { PATH, HOME, DATABASE_URL: databaseUrl, SECRETS_KEY: sealingKeysText(keys) },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function sealedBy(db: Database, key: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    "select count(*)::int as count from secrets where substr(sealed, 2, 4) = decode($1, 'hex')",
    [key],
  );
  return row?.count ?? 0;
}

test("a reseal that is killed leaves each value openable, and the next one brings it to its end", async () => {
  const { db, url } = await testDatabase();
  const names = Array.from({ length: values }, (_, n) => `S${n}`);
  const sealed = names.map((name) => seal(old, name, `value of ${name}`, 2));
  await db.query(
    "insert into secrets (name, sealed) select * from unnest($1::text[], $2::bytea[])",
    [names, sealed],
  );
  // Somebody writes meanwhile, in a process that does not know the new key to be the first.
  const writes = { name: "S3999", value: "written meanwhile" };
  for (const least of [100, 1_500]) {
    const killed = reseal(url);
    await eventually(`${least} values`, async () => (await sealedBy(db, next.id)) >= least);
    killed.kill("SIGKILL");
    await once(killed, "exit");
    expect(await sealedBy(db, next.id)).toBeLessThan(values);
    const opened = await openSecrets(db, keys, names);
    expect(opened.outcome).toBe("opened");
    await putSecret(contextOf(db), [old], writes.name, writes.value);
  }
  const [code] = (await once(reseal(url), "exit")) as [number | null];
  expect(code).toBe(0);
  const counts = await sealedCounts(db, [next]);
  expect(counts.map(({ state, kinds }) => [state, totalOf(kinds)])).toEqual([["current", values]]);
  const all = Object.fromEntries(names.map((name) => [name, `value of ${name}`]));
  expect(await openSecrets(db, [next], names)).toEqual({
    outcome: "opened",
    secrets: { ...all, [writes.name]: writes.value },
  });
});
