import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { secretsKey } from "../../src/cli/up/secrets-key.ts";
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
  const key = secretsKey(config);
  expect(key).toHaveLength(32);
  expect(secretsKey(config).equals(key)).toBe(true);
  const file = join(folder, "secrets.key");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8").trim()).toBe(key.toString("base64"));
  writeFileSync(file, "half");
  expect(() => secretsKey(config)).toThrow("damaged");
});

test("SECRETS_KEY goes before the file, and has to be 32 bytes", async () => {
  const given = Buffer.alloc(32, 7);
  const folder = await temporaryFolder();
  const config = configOf({ DATA_DIR: folder, SECRETS_KEY: given.toString("base64") });
  expect(secretsKey(config).equals(given)).toBe(true);
  for (const wrong of ["short", Buffer.alloc(31).toString("base64"), "x".repeat(44)]) {
    const read = readConfig({ SECRETS_KEY: wrong });
    expect(read.ok ? [] : read.problems.map(({ name }) => name)).toEqual(["SECRETS_KEY"]);
    expect(JSON.stringify(read)).not.toContain(wrong);
  }
});

test("private hosts are listed with their ports", () => {
  const config = configOf({ WEBHOOK_ALLOW_PRIVATE_HOSTS: "CRM.internal:8080, [fd00::1]:443" });
  expect(config.webhooks.allowPrivateHosts).toEqual(["crm.internal:8080", "[fd00::1]:443"]);
  for (const wrong of ["crm.internal", "http://x:80", "a:80,", "a:80 b:81"]) {
    expect(readConfig({ WEBHOOK_ALLOW_PRIVATE_HOSTS: wrong }).ok).toBe(false);
  }
});
