import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { required } from "../../../src/domain/required.ts";
import { readConfig } from "../../../src/platform/config/config.ts";
import { putSecret } from "../../../src/services/secrets/secrets.ts";
import { contextOf } from "../../support/context.ts";
import { mountable, smallDisk } from "../../support/small-disk.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { databaseAlone, examined } from "./setup.ts";

const [old, next, other] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte).toString("base64"));
const listed = (...keys: (string | undefined)[]) => keys.join(",");

function keysOf(SECRETS_KEY: string) {
  const read = readConfig({ SECRETS_KEY });
  return required(read.ok ? read.config.secretsKeys : undefined, "keys");
}

test("what keys still seal is told, and a missing one fails by its name", async () => {
  const { db, env } = await databaseAlone();
  const saysOf = async (SECRETS_KEY: string) =>
    (await examined({ ...env, SECRETS_KEY })).of("Secrets")[0];
  await putSecret(contextOf(db), keysOf(listed(old)), "A", "x");
  const { id } = keysOf(listed(old))[0];
  expect(await saysOf(listed(old))).toMatchObject({
    state: "ok",
    says: `1 values are sealed by ${id}`,
  });
  expect(await saysOf(listed(next, old))).toMatchObject({
    state: "look",
    says: expect.stringContaining(`sealed by ${id}, which SECRETS_KEY needs until`),
  });
  expect(await saysOf(listed(old, next))).toMatchObject({
    state: "look",
    says: expect.stringContaining("take it out of SECRETS_KEY"),
  });
  expect(await saysOf(listed(other))).toMatchObject({
    state: "failed",
    says: expect.stringContaining(`the key ${id}, that is not in SECRETS_KEY`),
  });
});

test("without a SECRETS_KEY what is sealed can't be opened, and it says by which key it is", async () => {
  const { db, env } = await databaseAlone();
  await putSecret(contextOf(db), keysOf(listed(old)), "A", "x");
  const { of } = await examined({ ...env, DATA_DIR: await temporaryFolder() });
  expect(of("Secrets")).toMatchObject([
    { state: "failed", says: expect.stringContaining(keysOf(listed(old))[0].id) as string },
  ]);
});

test("two processes with different SECRETS_KEYs are found by what each has sealed", async () => {
  const { db, env } = await databaseAlone();
  await putSecret(contextOf(db), keysOf(listed(old)), "ONE", "x");
  await putSecret(contextOf(db), keysOf(listed(next)), "OTHER", "x");
  for (const [mine, theirs] of [
    [old, next],
    [next, old],
  ]) {
    const { of } = await examined({ ...env, SECRETS_KEY: listed(mine) });
    const { id } = keysOf(listed(theirs))[0];
    expect(of("Secrets")).toMatchObject([
      {
        state: "failed",
        says: expect.stringContaining(`1 values are sealed by the key ${id},`) as string,
      },
    ]);
  }
});

test("a folder for the retention's export that can't be written to is told", async () => {
  const { env } = await databaseAlone();
  const file = join(await temporaryFolder(), "file");
  await writeFile(file, "");
  const { of } = await examined({ ...env, RETENTION_EXPORT: join(file, "export") });
  expect(of("Retention export")).toMatchObject([
    {
      state: "failed",
      says: expect.stringContaining("can't be written to, so nothing is forgotten") as string,
    },
  ]);
});

test.skipIf(!mountable)(
  "a disk that is nearly full is looked at, and one that is full fails",
  async () => {
    const { env } = await databaseAlone();
    const disk = await smallDisk("32m");
    const roomOf = async () =>
      (await examined({ ...env, RETENTION_EXPORT: disk.folder })).of("Disk")[0];
    expect(await roomOf()).toMatchObject({ state: "ok" });
    disk.fill(1_000_000);
    expect(await roomOf()).toMatchObject({
      state: "look",
      says: expect.stringMatching(
        /^only 1 MiB of 32 MiB are free .*RETENTION_EXPORT.*make room/,
      ) as string,
    });
    disk.fill(0);
    expect(await roomOf()).toMatchObject({ state: "failed" });
  },
);
