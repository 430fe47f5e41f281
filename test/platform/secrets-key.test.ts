import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { secretsKeys } from "../../src/cli/up/secrets-keys.ts";
import { sealingKeysOf, sealingKeysText } from "../../src/platform/config/sealing-keys.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

function configOf(env: Record<string, string>) {
  const read = readConfig(env);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

test("the first start makes a key that only its owner can read, and later ones find it", async () => {
  const folder = join(await temporaryFolder(), "data");
  const config = configOf({ DATA_DIR: folder });
  const keys = secretsKeys(config);
  expect(keys).toHaveLength(1);
  expect(keys[0].bytes).toHaveLength(32);
  expect(secretsKeys(config)).toEqual(keys);
  const file = join(folder, "secrets.key");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8").trim()).toBe(sealingKeysText(keys));
  // A rotation: the new one stands first.
  const next = Buffer.alloc(32, 9);
  writeFileSync(file, `${next.toString("base64")}\n${sealingKeysText(keys)}\n`);
  expect(secretsKeys(config)).toEqual(sealingKeysOf(next, keys[0].bytes));
  writeFileSync(file, "half");
  expect(() => secretsKeys(config)).toThrow("damaged");
});

test("SECRETS_KEY goes before the file, and has to be 32 bytes", async () => {
  const given = Buffer.alloc(32, 7);
  const folder = await temporaryFolder();
  const config = configOf({ DATA_DIR: folder, SECRETS_KEY: given.toString("base64") });
  expect(secretsKeys(config)).toEqual(sealingKeysOf(given));
  for (const wrong of ["short", Buffer.alloc(31).toString("base64"), "x".repeat(44)]) {
    const read = readConfig({ SECRETS_KEY: wrong });
    expect(read.ok ? [] : read.problems.map(({ name }) => name)).toEqual(["SECRETS_KEY"]);
    expect(JSON.stringify(read)).not.toContain(wrong);
  }
});

test("several keys stand with commas between, each once", () => {
  const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const text = [one, other].map((key) => key.toString("base64"));
  expect(configOf({ SECRETS_KEY: text.join(", ") }).secretsKeys).toEqual(sealingKeysOf(one, other));
  const twice = readConfig({ SECRETS_KEY: [...text, ...text].join(",") });
  expect(twice).toMatchObject({ problems: [{ message: "names the same key twice" }] });
  expect(readConfig({ SECRETS_KEY: `${text.join(",")},short` }).ok).toBe(false);
});

test("private hosts are listed with their ports", () => {
  const config = configOf({ WEBHOOK_ALLOW_PRIVATE_HOSTS: "CRM.internal:8080, [fd00::1]:443" });
  expect(config.webhooks.allowPrivateHosts).toEqual(["crm.internal:8080", "[fd00::1]:443"]);
  for (const wrong of ["crm.internal", "http://x:80", "a:80,", "a:80 b:81"]) {
    expect(readConfig({ WEBHOOK_ALLOW_PRIVATE_HOSTS: wrong }).ok).toBe(false);
  }
});
